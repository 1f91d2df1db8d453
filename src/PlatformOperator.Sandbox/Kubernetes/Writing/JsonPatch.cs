using System.Globalization;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>JSON patch, as RFC 6902 defines it. A failing operation is refused as the API server refuses it: 422 with the operation's reason.</summary>
internal static class JsonPatch
{
    private const int MaxOperations = 10_000;

    public static JsonObject Apply(JsonObject target, JsonArray patch)
    {
        if (patch.Count > MaxOperations)
            throw new ApiException(413, "RequestEntityTooLarge", $"The allowed maximum operations in a JSON patch is {MaxOperations}, got {patch.Count}");
        JsonNode? root = target.Copy();
        foreach (var operation in patch)
            root = Apply(root, operation as JsonObject ?? throw new PatchException("an operation of a JSON patch must be an object"));
        return root as JsonObject ?? throw Failed("the document is no longer an object");
    }

    private static JsonNode? Apply(JsonNode? root, JsonObject operation)
    {
        var path = Pointer(operation.Text("path") ?? throw new PatchException("missing \"path\" in a JSON patch operation"));
        switch (operation.Text("op"))
        {
            case "add":
                return Add(root, path, Value(operation));
            case "remove":
                return Remove(root, path, out _);
            case "replace":
                Get(root, path, "replace");
                return path.Length == 0 ? Value(operation) : Add(Remove(root, path, out _), path, Value(operation));
            case "move":
                root = Remove(root, From(operation), out var moved);
                return Add(root, path, moved?.DeepClone());
            case "copy":
                return Add(root, path, Get(root, From(operation), "copy")?.DeepClone());
            case "test":
                if (!JsonNode.DeepEquals(Get(root, path, "test"), operation["value"]))
                    throw Failed($"testing value {operation.Text("path")} failed: test failed");
                return root;
            default:
                throw new PatchException($"Unexpected kind: {operation.Text("op")}");
        }
    }

    private static ApiException Failed(string why) => new(422, "Invalid", $"the server rejected our request due to an error in our request: {why}", []);

    private static JsonNode? Value(JsonObject operation) =>
        operation.ContainsKey("value") ? operation["value"]?.DeepClone() : throw new PatchException("missing \"value\" in a JSON patch operation");

    private static string[] From(JsonObject operation) =>
        Pointer(operation.Text("from") ?? throw new PatchException("missing \"from\" in a JSON patch operation"));

    private static string[] Pointer(string text)
    {
        if (text.Length == 0)
            return [];
        if (text[0] != '/')
            throw new PatchException($"a JSON pointer must begin with '/': {text}");
        return [.. text[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
    }

    private static JsonNode? Get(JsonNode? node, string[] path, string operation)
    {
        foreach (var step in path)
        {
            node = node switch
            {
                JsonObject map when map.ContainsKey(step) => map[step],
                JsonArray list => list[Index(list, step, list.Count - 1)],
                _ => throw Failed($"{operation} operation does not apply: doc is missing path: /{string.Join('/', path)}: missing value"),
            };
        }

        return node;
    }

    private static JsonNode? Add(JsonNode? root, string[] path, JsonNode? value)
    {
        if (path.Length == 0)
            return value;
        switch (Get(root, path[..^1], "add"))
        {
            case JsonObject map:
                map[path[^1]] = value;
                break;
            case JsonArray list when path[^1] == "-":
                list.Add(value);
                break;
            case JsonArray list:
                list.Insert(Index(list, path[^1], list.Count), value);
                break;
            default:
                throw Failed($"add operation does not apply: doc is missing path: \"/{string.Join('/', path)}\": missing value");
        }

        return root;
    }

    private static JsonNode? Remove(JsonNode? root, string[] path, out JsonNode? removed)
    {
        removed = Get(root, path, "remove");
        if (path.Length == 0)
            return null;
        var parent = Get(root, path[..^1], "remove");
        if (parent is JsonArray list)
            list.RemoveAt(Index(list, path[^1], list.Count - 1));
        else
            ((JsonObject)parent!).Remove(path[^1]);
        return root;
    }

    private static int Index(JsonArray list, string step, int max)
    {
        if (!int.TryParse(step, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
            throw Failed($"strconv.Atoi: parsing \"{step}\": invalid syntax");
        if (index < 0)
            index += list.Count;
        return index >= 0 && index <= max ? index : throw Failed($"Unable to access invalid index: {step}: invalid index referenced");
    }
}
