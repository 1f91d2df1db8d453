using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Iam;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Sts;

/// <summary>Who am I, and who may I become. Verified with the STS API reference and the IAM user guide on role trust policies.</summary>
internal sealed class StsService : QueryService
{
    readonly AwsAccounts _accounts;
    readonly RequestIdentity _identity;
    readonly IamService _iam;
    readonly Authorizer _authorizer;

    public StsService(AwsAccounts accounts, RequestIdentity identity, IamService iam, Authorizer authorizer)
        : base("sts", "https://sts.amazonaws.com/doc/2011-06-15/")
    {
        (_accounts, _identity, _iam, _authorizer) = (accounts, identity, iam, authorizer);
        Operations["GetCallerIdentity"] = GetCallerIdentity;
        Operations["AssumeRole"] = AssumeRole;
        Operations["AssumeRoleWithWebIdentity"] = AssumeRoleWithWebIdentity;
    }

    public override void Settle(DateTimeOffset now)
    {
    }

    static IEnumerable<XElement> GetCallerIdentity(AwsCall call, QueryInput input)
    {
        if (call.Caller.IsAnonymous) throw new AwsException("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
        call.Allow(call.Caller.Arn);
        return [new XElement("Arn", call.Caller.Arn), new XElement("UserId", call.Caller.UserId), new XElement("Account", call.Account)];
    }

    IEnumerable<XElement> AssumeRole(AwsCall call, QueryInput input)
    {
        if (call.Caller.IsAnonymous) throw new AwsException("MissingAuthenticationToken", "Request is missing Authentication Token", 403);
        var arn = RoleArn(input);
        var name = SessionName(input);
        var role = _iam.Find(arn);
        if (role is null && !_accounts.LetsAnyRoleBeAssumed(Arn.Account(arn)))
            throw AwsException.Denied($"User: {call.Caller.Arn} is not authorized to perform: sts:AssumeRole on resource: {arn}");
        var context = new AccessContext().SetIf("sts:ExternalId", input.Text("ExternalId")).Set("sts:RoleSessionName", name);
        if (role is null) _authorizer.Authorize(call, new AccessRequest("sts:AssumeRole", arn) { Context = context });
        else
        {
            _authorizer.Authorize(call, new AccessRequest("sts:AssumeRole", arn)
            {
                Owner = Arn.Account(arn),
                ResourcePolicy = role.Trust.Document,
                ResourcePolicyDecides = true,
                Context = context.ResourceTags(role.Tags),
            });
        }

        // A session that assumes a role (chaining) gets at most an hour.
        var session = Begin(call, input, role, arn, name, call.Caller.RoleArn is null ? role?.MaxSessionDuration ?? 43_200 : 3600);
        return [Credentials(session), AssumedRoleUser(session)];
    }

    IEnumerable<XElement> AssumeRoleWithWebIdentity(AwsCall call, QueryInput input)
    {
        var arn = RoleArn(input);
        var name = SessionName(input);
        call.Allow(arn);
        var token = WebIdentityToken.Parse(input.Required("WebIdentityToken"));
        if (token.Expires is { } expires && expires <= call.Now)
            throw new AwsException("ExpiredTokenException",
                $"Token expired: current date/time {call.Now.ToUnixTimeSeconds()} must be before the expiration date/time {expires.ToUnixTimeSeconds()}");
        var role = _iam.Find(arn);
        if (role is null || !token.IsTrustedBy(role)) throw AwsException.Denied("Not authorized to perform sts:AssumeRoleWithWebIdentity");
        var session = Begin(call, input, role, arn, name, role.MaxSessionDuration);
        return [Credentials(session), AssumedRoleUser(session), new XElement("SubjectFromWebIdentityToken", token.Subject),
            new XElement("Audience", string.Join(",", token.Audiences)), new XElement("Provider", token.ProviderArn(Arn.Account(arn)))];
    }

    Session Begin(AwsCall call, QueryInput input, Role? role, string arn, string name, int longest)
    {
        var seconds = input.Int("DurationSeconds") ?? Math.Min(3600, longest);
        if (seconds < 900)
            throw AwsException.Constraint("durationSeconds", $"{seconds}", "have value greater than or equal to 900", "ValidationError");
        if (seconds > longest)
            throw new AwsException("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        var account = Arn.Account(arn);
        var roleName = arn.Split('/')[^1];
        var id = role?.Id ?? "AROA" + Ids.Stable(arn, 17);
        var caller = new Caller(account, $"arn:aws:sts::{account}:assumed-role/{roleName}/{name}", $"{id}:{name}") { RoleArn = arn,
            Unrestricted = role is null };
        var session = new Session(caller, "ASIA" + Ids.Random(16), Ids.Random(40), Ids.Random(120), call.Now.AddSeconds(seconds));
        _identity.Add(session);
        return session;
    }

    static string RoleArn(QueryInput input)
    {
        var arn = input.Required("RoleArn");
        return Arn.IsArn(arn) && Arn.Service(arn) == "iam" && Arn.Resource(arn).StartsWith("role/", StringComparison.Ordinal)
            ? arn
            : throw new AwsException("ValidationError", $"{arn} is invalid");
    }

    static string SessionName(QueryInput input)
    {
        var name = IamService.CheckName(input.Required("RoleSessionName"), "roleSessionName", 64);
        return name.Length >= 2 ? name : throw AwsException.Constraint("roleSessionName", name, "have length greater than or equal to 2",
            "ValidationError");
    }

    static XElement Credentials(Session session) => new("Credentials", new XElement("AccessKeyId", session.AccessKeyId),
        new XElement("SecretAccessKey", session.SecretAccessKey), new XElement("SessionToken", session.Token),
        new XElement("Expiration", Time(session.Expires)));

    static XElement AssumedRoleUser(Session session) =>
        new("AssumedRoleUser", new XElement("AssumedRoleId", session.Caller.UserId), new XElement("Arn", session.Caller.Arn));
}
