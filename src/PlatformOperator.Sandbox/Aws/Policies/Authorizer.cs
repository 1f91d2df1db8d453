using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.Policies;

/// <summary>What a role may do by itself.</summary>
internal sealed record RolePolicies(IReadOnlyList<PolicyDocument> Identity, PolicyDocument? Boundary);

/// <summary>Where the authorizer finds the policies of roles.</summary>
internal interface IRolePolicies
{
    /// <summary>The role's policies as they are now; null when the role is gone.</summary>
    RolePolicies? Of(string roleArn);
}

/// <summary>One permission asked for.</summary>
internal sealed record AccessRequest(string Action, string Resource)
{
    /// <summary>The account that owns the resource; null is the caller's own.</summary>
    public string? Owner { get; init; }

    public PolicyDocument? ResourcePolicy { get; init; }

    /// <summary>True for KMS: without a word of the key policy nothing is allowed, not even in the own account.</summary>
    public bool ResourcePolicyDecides { get; init; }

    public AccessContext Context { get; init; } = new();
}

/// <summary>
/// Decides by identity policies, permissions boundary and resource policy. Verified with the IAM user guide ("Policy evaluation
/// logic"); the sentences with "Troubleshoot access denied error messages".
/// </summary>
internal sealed class Authorizer(AwsEndpointOptions options, IRolePolicies roles)
{
    public void Authorize(AwsCall call, AccessRequest request)
    {
        call.Allow(request.Resource);
        if (Refusal(call, request) is { } reason)
            throw AwsException.Denied($"User: {call.Caller.Arn} is not authorized to perform: {request.Action} on resource: {request.Resource} {reason}");
    }

    /// <summary>Asks for a permission on something of the caller's own account without a resource policy.</summary>
    public void Authorize(AwsCall call, string action, string resource, Action<AccessContext>? context = null)
    {
        var request = new AccessRequest(action, resource);
        context?.Invoke(request.Context);
        Authorize(call, request);
    }

    /// <summary>Whether the caller may, without saying why not and without counting as the call's own question.</summary>
    public bool IsAllowed(AwsCall call, AccessRequest request) => Refusal(call, request) is null;

    /// <summary>Whether the resource policy alone names the caller or their account for this, whatever IAM says.</summary>
    public bool IsGrantedByResourcePolicy(AwsCall call, AccessRequest request)
    {
        AddGlobalKeys(call, request);
        return ByResource(call.Caller, request) is (false, > PrincipalMatch.None);
    }

    string? Refusal(AwsCall call, AccessRequest request)
    {
        var caller = call.Caller;
        AddGlobalKeys(call, request);
        var policies = caller.Unrestricted ? null
            : caller.RoleArn is { } role ? roles.Of(role) ?? new RolePolicies([], null)
            : new RolePolicies(caller.Policies, null);

        if (policies is not null && policies.Identity.Any(p => Effect(p, request) == false))
            return "with an explicit deny in an identity-based policy";
        if (policies?.Boundary is { } fence && Effect(fence, request) == false) return "with an explicit deny in a permissions boundary";
        var (denied, grant) = ByResource(caller, request);
        if (denied) return "with an explicit deny in a resource-based policy";

        var identity = caller.Unrestricted || (policies?.Identity.Any(p => Effect(p, request) == true) ?? false);
        var boundary = policies?.Boundary is not { } limit || Effect(limit, request) == true;
        if (IsGranted(caller, request, grant, identity, boundary)) return null;
        return !identity ? $"because no identity-based policy allows the {request.Action} action"
            : !boundary ? $"because no permissions boundary allows the {request.Action} action"
            : $"because no resource-based policy allows the {request.Action} action";
    }

    static bool IsGranted(Caller caller, AccessRequest request, PrincipalMatch grant, bool identity, bool boundary)
    {
        var sameAccount = (request.Owner ?? caller.Account) == caller.Account;
        if (!sameAccount) return grant > PrincipalMatch.None && (caller.IsAnonymous || (identity && boundary));
        if (grant == PrincipalMatch.Exact || (grant == PrincipalMatch.Role && boundary)) return true;
        return identity && boundary && (!request.ResourcePolicyDecides || grant == PrincipalMatch.Account);
    }

    static (bool Denied, PrincipalMatch Grant) ByResource(Caller caller, AccessRequest request)
    {
        var grant = PrincipalMatch.None;
        foreach (var statement in request.ResourcePolicy?.Statements ?? [])
        {
            var match = statement.Principal?.Match(caller)
                ?? (statement.NotPrincipal!.Match(caller) == PrincipalMatch.None ? PrincipalMatch.Role : PrincipalMatch.None);
            if (match == PrincipalMatch.None || !Applies(statement, request)) continue;
            if (!statement.Allows) return (true, grant);
            if (match > grant) grant = match;
        }

        return (false, grant);
    }

    /// <summary>True allows, false denies, null says nothing.</summary>
    static bool? Effect(PolicyDocument policy, AccessRequest request)
    {
        bool? effect = null;
        foreach (var statement in policy.Statements)
        {
            if (!Applies(statement, request)) continue;
            if (!statement.Allows) return false;
            effect = true;
        }

        return effect;
    }

    static bool Applies(Statement statement, AccessRequest request) => statement.MatchesAction(request.Action)
        && statement.MatchesResource(request.Resource, request.Context) && statement.MeetsConditions(request.Context);

    void AddGlobalKeys(AwsCall call, AccessRequest request)
    {
        var context = request.Context.Set("aws:SecureTransport", options.SecureTransport ? "true" : "false")
            .Set("aws:RequestedRegion", call.Region).Set("aws:SourceIp", "127.0.0.1")
            .Set("aws:ResourceAccount", request.Owner ?? call.Account)
            .Set("aws:CurrentTime", call.Now.ToString("O"));
        if (context["aws:ViaAWSService"] is null) context.Set("aws:ViaAWSService", "false");
        if (call.Caller.IsAnonymous) return;
        context.Set("aws:PrincipalArn", call.Caller.RoleArn ?? call.Caller.Arn).Set("aws:PrincipalAccount", call.Account)
            .Set("aws:userid", call.Caller.UserId).Set("kms:CallerAccount", call.Account)
            .Set("aws:PrincipalType", call.Caller.RoleArn is null ? "User" : "AssumedRole");
        if (call.Caller.RoleArn is null) context.Set("aws:username", call.Caller.Arn.Split('/')[^1]);
    }
}
