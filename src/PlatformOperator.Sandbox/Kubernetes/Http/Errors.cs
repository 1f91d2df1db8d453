using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>The API server's refusals. Texts verified against apimachinery's <c>api/errors</c> package, whose texts clients and people know.</summary>
internal static class Errors
{
    private const string StaleObject = "the object has been modified; please apply your changes to the latest version and try again";

    private const string StaleContinue =
        "The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use "
        + "the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent "
        + "list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.";

    public static ApiException BadRequest(string message) => new(400, "BadRequest", message);

    public static ApiException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    public static ApiException Forbidden(ResourceKind kind, string name, string why, params IEnumerable<JsonObject> causes)
    {
        var subject = name.Length == 0 ? $"{kind.GroupResource} is forbidden" : $"{kind.GroupResource} \"{name}\" is forbidden";
        return new ApiException(403, "Forbidden", $"{subject}: {why}", Details(kind, name, causes));
    }

    public static ApiException NotFound(ResourceKind kind, string name) =>
        new(404, "NotFound", $"{kind.GroupResource} \"{name}\" not found", Details(kind, name, []));

    public static ApiException PathNotFound() => new(404, "NotFound", "the server could not find the requested resource");

    public static ApiException MethodNotAllowed() => new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource");

    public static ApiException NotAcceptable() =>
        new(406, "NotAcceptable", "only the following media types are accepted: application/json");

    public static ApiException AlreadyExists(ResourceKind kind, string name) =>
        new(409, "AlreadyExists", $"{kind.GroupResource} \"{name}\" already exists", Details(kind, name, []));

    public static ApiException Conflict(ResourceKind kind, string name, string why = StaleObject) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {kind.GroupResource} \"{name}\": {why}", Details(kind, name, []));

    public static ApiException ApplyConflict(ApplyResult result)
    {
        var causes = result.Conflicts.Select(conflict => Cause("FieldManagerConflict", conflict.Message, conflict.Field));
        return new ApiException(409, "Conflict", result.ConflictMessage, new JsonObject { ["causes"] = causes.ToJson() });
    }

    public static ApiException Expired(long resourceVersion, long current) =>
        new(410, "Expired", $"too old resource version: {resourceVersion} ({current})");

    public static ApiException ContinueExpired(ContinueToken fresh) =>
        new(410, "Expired", StaleContinue) { ListMeta = new JsonObject { ["continue"] = fresh.Encode() } };

    public static ApiException TooLarge(long limit) => new(413, "RequestEntityTooLarge", $"Request entity too large: limit is {limit}");

    public static ApiException UnsupportedMediaType(params IEnumerable<string> accepted) => new(
        415,
        "UnsupportedMediaType",
        $"the body of the request was in an unknown format - accepted media types include: {string.Join(", ", accepted)}");

    public static ApiException Invalid(ResourceKind kind, string name, IReadOnlyCollection<FieldError> errors)
    {
        var text = errors.Count == 1 ? errors.First().ToString() : $"[{string.Join(", ", errors)}]";
        var subject = kind.Group.Length == 0 ? kind.Kind : $"{kind.Kind}.{kind.Group}";
        var causes = errors.Select(error => Cause(error.Type, error.Message, error.Field));
        var details = Details(kind, name, causes);
        details["kind"] = kind.Kind;
        return new ApiException(422, "Invalid", $"{subject} \"{name}\" is invalid: {text}", details);
    }

    public static ApiException InternalError(string message) => new(500, "InternalError", $"Internal error occurred: {message}");

    public static ApiException ResourceVersionTooLarge(long wanted, long current)
    {
        var details = new JsonObject
        {
            ["causes"] = new JsonArray(Cause("ResourceVersionTooLarge", "Too large resource version", "")),
            ["retryAfterSeconds"] = 1,
        };
        return new ApiException(504, "Timeout", $"Timeout: Too large resource version: {wanted}, current: {current}", details);
    }

    public static JsonObject Cause(string reason, string message, string field)
    {
        var cause = new JsonObject { ["reason"] = reason, ["message"] = message };
        if (field.Length > 0)
            cause["field"] = field;
        return cause;
    }

    public static JsonObject Details(ResourceKind kind, string name, IEnumerable<JsonObject> causes)
    {
        var details = new JsonObject();
        if (name.Length > 0)
            details["name"] = name;
        if (kind.Group.Length > 0)
            details["group"] = kind.Group;
        details["kind"] = kind.Plural;
        var list = causes.ToJson();
        if (list.Count > 0)
            details["causes"] = list;
        return details;
    }
}
