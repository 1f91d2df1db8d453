using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>The resources that are questions: they are created, answered and not stored.</summary>
internal sealed class AccessReviews(RbacAuthorizer rbac, Authenticator authenticator, ServiceAccountTokens tokens)
{
    /// <summary>Answers a review in its <c>status</c>; null when the kind is no review.</summary>
    public JsonObject? Answer(ResourceKind kind, UserInfo user, string ns, JsonObject review)
    {
        JsonObject? status = kind.Kind switch
        {
            "SelfSubjectReview" => new JsonObject { ["userInfo"] = ToJson(user) },
            "TokenReview" => ReviewToken(review),
            "SelfSubjectAccessReview" => Review(user, review),
            "SubjectAccessReview" or "LocalSubjectAccessReview" => Review(SubjectOf(review), review),
            "SelfSubjectRulesReview" => ReviewRules(user, review.Text("spec", "namespace") ?? ns),
            _ => null,
        };
        if (status == null)
            return null;
        var answer = review.Copy();
        answer["apiVersion"] = kind.ApiVersion;
        answer["kind"] = kind.Kind;
        answer.Meta();
        answer["status"] = status;
        return answer;
    }

    private static UserInfo SubjectOf(JsonObject review) => new(review.Text("spec", "user") ?? "", [.. review.Texts("spec", "groups")]);

    private static JsonObject ToJson(UserInfo user) => new() { ["username"] = user.Name, ["groups"] = user.Groups.ToJson() };

    private JsonObject Review(UserInfo user, JsonObject review)
    {
        var allowed = rbac.IsAllowed(AttributesOf(user, review.Map("spec")));
        var status = new JsonObject { ["allowed"] = allowed };
        if (allowed && user.Groups.Contains("system:masters"))
            status["reason"] = "RBAC: allowed by group system:masters";
        return status;
    }

    private static AccessAttributes AttributesOf(UserInfo user, JsonObject? spec)
    {
        if (spec.Map("nonResourceAttributes") is { } path)
            return new AccessAttributes(user, path.Text("verb") ?? "") { Path = path.Text("path") ?? "" };
        var wanted = spec.Map("resourceAttributes")
            ?? throw Errors.BadRequest("spec.resourceAttributes: Invalid value: must specify one of resourceAttributes or nonResourceAttributes");
        return new AccessAttributes(user, wanted.Text("verb") ?? "")
        {
            Group = wanted.Text("group") ?? "",
            Resource = wanted.Text("resource") ?? "",
            Subresource = wanted.Text("subresource") ?? "",
            Namespace = wanted.Text("namespace") ?? "",
            Name = wanted.Text("name") ?? "",
        };
    }

    private JsonObject ReviewRules(UserInfo user, string ns)
    {
        List<PolicyRule> rules = user.Groups.Contains("system:masters")
            ? [new PolicyRule(["*"], ["*"], ["*"], [], []), new PolicyRule(["*"], [], [], [], ["*"])]
            : [.. rbac.RulesFor(user, ns)];
        return new JsonObject
        {
            ["resourceRules"] = rules.Where(rule => rule.Resources.Count > 0).Select(rule => rule.ToJson()).ToJson(),
            ["nonResourceRules"] = rules.Where(rule => rule.Paths.Count > 0).Select(rule => rule.ToJson()).ToJson(),
            ["incomplete"] = false,
        };
    }

    private JsonObject ReviewToken(JsonObject review)
    {
        var audiences = review.Texts("spec", "audiences").DefaultIfEmpty(tokens.ApiAudience).ToList();
        if (authenticator.FindToken(review.Text("spec", "token") ?? "", audiences) is not { } user)
            return new JsonObject { ["authenticated"] = false, ["error"] = "invalid bearer token" };
        return new JsonObject { ["authenticated"] = true, ["user"] = ToJson(user), ["audiences"] = audiences.ToJson() };
    }
}
