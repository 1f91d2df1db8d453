using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>
/// Acting as somebody else (<c>kubectl --as</c>), for those who may <c>impersonate</c>. Verified against the documentation, "User impersonation".
/// </summary>
internal sealed class Impersonation(RbacAuthorizer rbac)
{
    /// <summary>The user that a request is made as.</summary>
    public UserInfo Apply(HttpRequest request, UserInfo user)
    {
        var name = request.Headers["Impersonate-User"].ToString();
        var groups = request.Headers["Impersonate-Group"].OfType<string>().ToList();
        if (name.Length == 0)
            return groups.Count == 0 ? user : throw Errors.BadRequest("requested [] without impersonating a user");
        var account = name.Split(':') is ["system", "serviceaccount", var ns, var accountName] ? ServiceAccountTokens.UserFor(ns, accountName) : null;
        if (account == null)
            Require(new AccessAttributes(user, "impersonate") { Resource = "users", Name = name });
        else
            Require(new AccessAttributes(user, "impersonate") { Resource = "serviceaccounts", Namespace = name.Split(':')[2], Name = name.Split(':')[3] });
        foreach (var group in groups)
            Require(new AccessAttributes(user, "impersonate") { Resource = "groups", Name = group });
        IReadOnlyList<string> own = groups.Count > 0 || account == null ? groups : account.Groups;
        return new UserInfo(name, own.Contains("system:authenticated") ? own : [.. own, "system:authenticated"]);
    }

    private void Require(AccessAttributes wanted)
    {
        if (!rbac.IsAllowed(wanted))
            throw RbacAuthorizer.Refusal(wanted);
    }
}
