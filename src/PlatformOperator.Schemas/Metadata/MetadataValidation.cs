using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas;

/// <summary>Validates <c>metadata</c>. Rules verified against apimachinery's <c>api/validation/objectmeta.go</c>.</summary>
internal static class MetadataValidation
{
    private const int AnnotationLimit = 256 * 1024;

    public static IEnumerable<FieldError> OfNew(NameRule rule, JsonObject json)
    {
        var name = json.Text("metadata", "name") ?? "";
        if (name.Length == 0)
            return [new FieldError("metadata.name", FieldErrorType.Required, "Required value: name or generateName is required")];
        return [.. NameValidation.OfName(rule, name).Select(text => Invalid("metadata.name", name, text)), .. Common(json)];
    }

    public static IEnumerable<FieldError> OfUpdate(JsonObject json, JsonObject live)
    {
        foreach (var error in Common(json))
            yield return error;
        if (live.Text("metadata", "deletionTimestamp") == null)
            yield break;
        var added = json.Texts("metadata", "finalizers").Except(live.Texts("metadata", "finalizers")).ToList();
        if (added.Count == 0)
            yield break;
        var list = string.Join(", ", added.Select(finalizer => $"\"{finalizer}\""));
        yield return new FieldError(
            "metadata.finalizers",
            FieldErrorType.Forbidden,
            $"Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{{{list}}}");
    }

    public static FieldError Invalid(string field, string value, string text) => new(field, FieldErrorType.Invalid, $"Invalid value: \"{value}\": {text}");

    private static IEnumerable<FieldError> Common(JsonObject json) =>
        [.. Labels(json), .. Annotations(json), .. Finalizers(json), .. OwnerReferences(json)];

    private static IEnumerable<FieldError> Labels(JsonObject json)
    {
        foreach (var (key, value) in json.Entries("metadata", "labels"))
        {
            foreach (var text in NameValidation.OfQualifiedName(key))
                yield return Invalid("metadata.labels", key, text);
            foreach (var text in NameValidation.OfLabelValue(value))
                yield return Invalid("metadata.labels", value, text);
        }
    }

    private static IEnumerable<FieldError> Annotations(JsonObject json)
    {
        long size = 0;
        foreach (var (key, value) in json.Entries("metadata", "annotations"))
        {
            size += key.Length + value.Length;
            foreach (var text in NameValidation.OfQualifiedName(key.ToLowerInvariant()))
                yield return Invalid("metadata.annotations", key, text);
        }

        if (size > AnnotationLimit)
            yield return new FieldError("metadata.annotations", FieldErrorType.TooLong, $"Too long: may not be more than {AnnotationLimit} bytes");
    }

    private static IEnumerable<FieldError> Finalizers(JsonObject json) => json.Texts("metadata", "finalizers")
        .SelectMany((name, i) => NameValidation.OfQualifiedName(name).Select(text => Invalid($"metadata.finalizers[{i}]", name, text)));

    private static IEnumerable<FieldError> OwnerReferences(JsonObject json)
    {
        var owners = json.Maps("metadata", "ownerReferences").ToList();
        for (var i = 0; i < owners.Count; i++)
        {
            foreach (var field in (string[])["apiVersion", "kind", "name", "uid"])
            {
                if (string.IsNullOrEmpty(owners[i].Text(field)))
                    yield return Invalid(
                        $"metadata.ownerReferences[{i}].{field}", "", field == "apiVersion" ? "version must not be empty" : "must not be empty");
            }
        }

        var controllers = owners.Where(owner => owner.Flag("controller") == true).Select(owner => $"{owner.Text("kind")}/{owner.Text("name")}").ToList();
        if (controllers.Count > 1)
        {
            yield return new FieldError(
                "metadata.ownerReferences",
                FieldErrorType.Invalid,
                $"Invalid value: \"[]\": Only one reference can have Controller set to true. Found \"true\" in references for {controllers[0]} and {controllers[1]}");
        }
    }
}
