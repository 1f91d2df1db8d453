using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Kubernetes.Schema;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Reads CustomResourceDefinitions: checks them, says in their status whether their names are free, and turns them into kinds.
/// Verified against the Kubernetes documentation, "Extend the Kubernetes API with CustomResourceDefinitions", and apiextensions' naming controller.
/// </summary>
internal sealed class CustomResourceDefinitions(KindRegistry registry, TimeProvider time)
{
    public const string Storage = "customresourcedefinitions.apiextensions.k8s.io";
    public const string CleanupFinalizer = "customresourcecleanup.apiextensions.k8s.io";

    private static readonly SchemaCache<IReadOnlyList<FieldError>> Checked = new(SchemaCheck.Check);

    private static readonly SchemaCache<(StructuralSchema Schema, FieldType Type)> Compiled = new((schema, _) =>
    {
        var compiled = StructuralSchema.Parse(schema);
        return (compiled, FieldType.ForCustomResource(compiled, BuiltInTypes.ObjectMeta));
    });

    /// <summary>Fills in the names that follow from others.</summary>
    public static void Default(JsonObject json)
    {
        var names = json.Ensure("spec").Ensure("names");
        var kind = names.Text("kind") ?? "";
        BuiltInDefaults.Default(names, "singular", kind.ToLowerInvariant());
        BuiltInDefaults.Default(names, "listKind", kind + "List");
        BuiltInDefaults.Default(json.Ensure("spec"), "conversion", new JsonObject { ["strategy"] = "None" });
    }

    public static IEnumerable<FieldError> Validate(JsonObject json, JsonObject? live)
    {
        var spec = json.Map("spec");
        var (group, plural) = (spec.Text("group") ?? "", spec.Text("names", "plural") ?? "");
        if (group.Length == 0)
            yield return new FieldError("spec.group", FieldErrorType.Required, "Required value");
        if (json.Text("metadata", "name") != $"{plural}.{group}")
            yield return MetadataValidation.Invalid("metadata.name", json.Text("metadata", "name") ?? "", "must be spec.names.plural+\".\"+spec.group");
        if (spec.Text("scope") is not ("Namespaced" or "Cluster"))
            yield return new FieldError(
                "spec.scope", FieldErrorType.NotSupported, $"Unsupported value: \"{spec.Text("scope")}\": supported values: \"Cluster\", \"Namespaced\"");
        if (string.IsNullOrEmpty(spec.Text("names", "kind")))
            yield return new FieldError("spec.names.kind", FieldErrorType.Required, "Required value");
        if (spec.Maps("versions").Count(version => version.Flag("storage") == true) != 1)
            yield return new FieldError("spec.versions", FieldErrorType.Invalid, "Invalid value: must have exactly one version marked as storage version");
        foreach (var error in Versions(spec))
            yield return error;
        foreach (var field in (string[])["group", "scope"])
        {
            if (live != null && spec.Text(field) != live.Text("spec", field))
                yield return MetadataValidation.Invalid($"spec.{field}", spec.Text(field) ?? "", "field is immutable");
        }
    }

    /// <summary>Writes accepted names, stored versions and the conditions NamesAccepted and Established.</summary>
    public void SetStatus(JsonObject json, JsonObject? live)
    {
        var status = json.Ensure("status");
        var definition = json.Text("metadata", "name") ?? "";
        var conflict = FindConflict(json, definition);
        if (conflict == null)
            status.Put("acceptedNames", json.At("spec", "names"));
        var version = StorageVersion(json).Text("name") ?? "";
        var stored = live.Texts("status", "storedVersions").Append(version).Distinct();
        status["storedVersions"] = stored.ToJson();
        if (conflict == null)
        {
            SetCondition(status, "NamesAccepted", "True", "NoConflicts", "no conflicts found");
            SetCondition(status, "Established", "True", "InitialNamesAccepted", "the initial names have been accepted");
            return;
        }

        SetCondition(status, "NamesAccepted", "False", conflict.Value.Reason, $"\"{conflict.Value.Name}\" is already in use");
        if (live == null)
            SetCondition(status, "Established", "False", "NotAccepted", "not all names are accepted");
    }

    public void SetTerminating(JsonObject json) =>
        SetCondition(
            json.Ensure("status"), "Terminating", "True", "InstanceDeletionPending",
            "CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon");

    public static bool IsEstablished(JsonObject json) =>
        json.Maps("status", "conditions").Any(c => c.Text("type") == "Established" && c.Text("status") == "True");

    /// <summary>The kind that a CRD's storage version stands for.</summary>
    public static ResourceKind ToKind(JsonObject json, bool isTerminating)
    {
        var spec = json.Map("spec");
        var version = StorageVersion(json);
        var schema = version.Map("schema", "openAPIV3Schema")?.Copy() ?? [];
        var (compiled, type) = Compiled.Read(schema, "");
        var custom = new CustomResource(json.Text("metadata", "name")!, schema, compiled, type)
        {
            Columns = CustomColumns.Read(version),
            Scale = ScaleOf(version),
            IsTerminating = isTerminating,
        };
        var subresources = (version.Map("subresources") ?? []).Select(pair => pair.Key).Order(StringComparer.Ordinal);
        return new ResourceKind(spec.Text("group")!, version.Text("name")!, spec.Text("names", "kind")!, spec.Text("names", "plural")!)
        {
            Singular = spec.Text("names", "singular")!,
            ListKind = spec.Text("names", "listKind")!,
            ShortNames = [.. spec.Texts("names", "shortNames")],
            Categories = [.. spec.Texts("names", "categories")],
            Namespaced = spec.Text("scope") == "Namespaced",
            Subresources = [.. subresources],
            SelectableFields = [.. version.Maps("selectableFields").Select(field => (field.Text("jsonPath") ?? "").TrimStart('.'))],
            Custom = custom,
        };
    }

    private static JsonObject StorageVersion(JsonObject json) =>
        json.Maps("spec", "versions").FirstOrDefault(version => version.Flag("storage") == true) ?? [];

    private static ScalePaths? ScaleOf(JsonObject version) => version.Map("subresources", "scale") is { } scale
        ? new ScalePaths(
            scale.Text("specReplicasPath") ?? ".spec.replicas", scale.Text("statusReplicasPath") ?? ".status.replicas", scale.Text("labelSelectorPath"))
        : null;

    private static IEnumerable<FieldError> Versions(JsonObject? spec)
    {
        var versions = spec.Maps("versions").ToList();
        for (var i = 0; i < versions.Count; i++)
        {
            var path = $"spec.versions[{i}]";
            if (versions[i].Map("schema", "openAPIV3Schema") is not { } schema)
                yield return new FieldError($"{path}.schema.openAPIV3Schema", FieldErrorType.Required, "Required value: schemas are required");
            else
                foreach (var error in Checked.Read(schema, $"{path}.schema.openAPIV3Schema"))
                    yield return error;
            if (ColumnProblem(versions[i]) is { } problem)
                yield return new FieldError($"{path}.additionalPrinterColumns", FieldErrorType.Invalid, $"Invalid value: {problem}");
        }
    }

    private static string? ColumnProblem(JsonObject version)
    {
        try
        {
            CustomColumns.Read(version);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private (string Reason, string Name)? FindConflict(JsonObject json, string definition)
    {
        var group = json.Text("spec", "group");
        var others = registry.All.Where(kind => kind.Group == group && kind.Custom?.Definition != definition).ToList();
        var names = json.Map("spec", "names");
        var taken = others.SelectMany(kind => (string[])[kind.Plural, kind.Singular, .. kind.ShortNames]).ToHashSet();
        foreach (var (reason, name) in new[] { ("PluralConflict", names.Text("plural")), ("SingularConflict", names.Text("singular")) })
        {
            if (name != null && taken.Contains(name))
                return (reason, name);
        }

        if (names.Texts("shortNames").FirstOrDefault(taken.Contains) is { } shortName)
            return ("ShortNamesConflict", shortName);
        var kinds = others.SelectMany(kind => (string[])[kind.Kind, kind.ListKind]).ToHashSet();
        if (names.Text("kind") is { } kindName && kinds.Contains(kindName))
            return ("KindConflict", kindName);
        return names.Text("listKind") is { } listKind && kinds.Contains(listKind) ? ("ListKindConflict", listKind) : null;
    }

    private void SetCondition(JsonObject status, string type, string value, string reason, string message)
    {
        if (status["conditions"] is not JsonArray conditions)
            status["conditions"] = conditions = [];
        var condition = conditions.OfType<JsonObject>().FirstOrDefault(c => c.Text("type") == type);
        if (condition == null)
            conditions.Add(condition = []);
        var changed = condition.Text("status") != value;
        var since = condition.Text("lastTransitionTime");
        condition["type"] = type;
        condition["status"] = value;
        condition["lastTransitionTime"] = changed || since == null ? Timestamps.Format(time.GetUtcNow()) : since;
        condition["reason"] = reason;
        condition["message"] = message;
    }
}
