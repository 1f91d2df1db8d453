using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Tagging;

/// <summary>
/// The Resource Groups Tagging API over all services here. Verified with its API reference: filters are ANDed, a filter's values ORed; a
/// resource without tags, that never had any, is not listed. The list may lag behind, as AWS's does.
/// </summary>
internal sealed class TaggingService : JsonService
{
    readonly Authorizer _authorizer;
    readonly IReadOnlyList<ITaggedResources> _services;
    readonly TagIndex _index;

    public TaggingService(Authorizer authorizer, IReadOnlyList<ITaggedResources> services, TimeSpan lag) : base("tagging")
    {
        (_authorizer, _services, _index) = (authorizer, services, new TagIndex(lag));
        Operations["GetResources"] = GetResources;
        Operations["TagResources"] = (call, input) => Change(call, input, add: true);
        Operations["UntagResources"] = (call, input) => Change(call, input, add: false);
    }

    public override void Settle(DateTimeOffset now)
    {
    }

    /// <summary>Takes note of a call, which may have changed tags.</summary>
    public void Follow(AwsCall call) => _index.Note(call.Account, call.Region, call.Now, () => All(call));

    JsonObject GetResources(AwsCall call, JsonInput input)
    {
        _authorizer.Authorize(call, "tag:GetResources", "*");
        var (arns, types, filters) = (input.Texts("ResourceARNList"), input.Texts("ResourceTypeFilters"), Filters(input));
        if (arns.Count > 0 && (types.Count > 0 || filters.Count > 0 || input.Has("PaginationToken")))
            throw Invalid("ResourceARNList cannot be used together with TagFilters, ResourceTypeFilters or paging.");
        var resources = _index.At(call.Account, call.Region, call.Now, () => All(call)).Where(r => r.Tags.Count > 0
            && (arns.Count == 0 || arns.Contains(r.Arn))
            && (types.Count == 0 || types.Any(t => r.Type == t || r.Type.StartsWith(t + ":", StringComparison.Ordinal)))
            && filters.All(f => r.Tags.TryGetValue(f.Key, out var value) && (f.Values.Count == 0 || f.Values.Contains(value))));
        var page = Page<TaggedResource>.Of(resources, r => r.Arn, input.Text("PaginationToken"), input.Int("ResourcesPerPage", 1, 100)
            ?? 50,
            m => new AwsException("PaginationTokenExpiredException", m));
        return new JsonObject
        {
            ["PaginationToken"] = page.Next ?? "",
            ["ResourceTagMappingList"] = new JsonArray([.. page.Items.Select(r => new JsonObject
            {
                ["ResourceARN"] = r.Arn,
                ["Tags"] = new JsonArray([.. r.Tags.Select(t => new JsonObject { ["Key"] = t.Key, ["Value"] = t.Value })]),
            })]),
        };
    }

    /// <summary>Verified with the TagResources reference: needs tag:TagResources and the service's own permission; failures come per resource.</summary>
    JsonObject Change(AwsCall call, JsonInput input, bool add)
    {
        var arns = input.Texts("ResourceARNList");
        if (arns.Count is 0 or > 20) throw Invalid("ResourceARNList must hold 1 to 20 ARNs.");
        var tags = input.Map("Tags");
        var keys = input.Texts("TagKeys");
        if (add ? tags.Count == 0 : keys.Count == 0) throw JsonInput.Missing(add ? "Tags" : "TagKeys");
        Tags.Check([.. tags], Invalid);
        _authorizer.Authorize(call, "tag:" + call.Operation, "*");
        var failed = new JsonObject();
        foreach (var arn in arns)
        {
            if (Change(call, arn, tags, keys) is { } error)
                failed[arn] = new JsonObject { ["ErrorCode"] = error.Code, ["StatusCode"] = error.Status,
                    ["ErrorMessage"] = error.Message };
        }

        return new JsonObject { ["FailedResourcesMap"] = failed };
    }

    AwsException? Change(AwsCall call, string arn, IReadOnlyDictionary<string, string> tags, IReadOnlyList<string> keys)
    {
        if (All(call).FirstOrDefault(r => r.Arn == arn) is not { } resource) return new AwsException("InvalidParameterException",
            $"{arn} was not found.");
        var action = tags.Count > 0 ? resource.TagAction : resource.UntagAction;
        if (!_authorizer.IsAllowed(call, new AccessRequest(action,
            arn) { Context = new AccessContext().ResourceTags(resource.Tags).RequestTags(tags) }))
            return new AwsException("AccessDeniedException",
                $"User: {call.Caller.Arn} is not authorized to perform: {action} on resource: {arn}");
        var all = new Dictionary<string, string>(resource.Tags, StringComparer.Ordinal);
        foreach (var (key, value) in tags) all[key] = value;
        if (all.Count > 50) return new AwsException("InvalidParameterException", "A resource has at most 50 tags.");
        foreach (var (key, value) in tags) resource.Tags[key] = value;
        foreach (var key in keys) resource.Tags.Remove(key);
        return null;
    }

    IEnumerable<TaggedResource> All(AwsCall call) => _services.SelectMany(s => s.Tagged(call.Account, call.Region));

    static List<(string Key, IReadOnlyList<string> Values)> Filters(JsonInput input)
    {
        var filters = input.Objects("TagFilters").Select(f => (f.Required("Key"), f.Texts("Values"))).ToList();
        return filters.Count <= 50 ? filters : throw Invalid("At most 50 TagFilters are allowed.");
    }

    static AwsException Invalid(string message) => new("InvalidParameterException", message);
}
