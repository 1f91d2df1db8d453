using System.Text.RegularExpressions;
using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Iam;

/// <summary>
/// IAM roles and managed policies of every account. Verified with the IAM API reference (errors, paging, limits) and with moto
/// (answers' shapes).
/// </summary>
internal sealed partial class IamService(TimeSpan visibility) : QueryService("iam", "https://iam.amazonaws.com/doc/2010-05-08/"), IRolePolicies
{
    public const int ManagedPolicyLimit = 6144;

    readonly Dictionary<string, IamAccount> _accounts = new(StringComparer.Ordinal);

    /// <summary>The authorizer needs the roles and IAM the authorizer; this closes the circle.</summary>
    public void Use(Authorizer authorizer)
    {
        new RoleOperations(this, authorizer).AddTo(Operations);
        new RolePolicyOperations(this, authorizer).AddTo(Operations);
        new ManagedPolicyOperations(this, authorizer).AddTo(Operations);
    }

    public override void Settle(DateTimeOffset now)
    {
    }

    public IamAccount Account(string id)
    {
        if (!_accounts.TryGetValue(id, out var account)) _accounts[id] = account = new IamAccount();
        return account;
    }

    public void AddManagedPolicy(string arn, string json, DateTimeOffset now)
    {
        var resource = Arn.Resource(arn)["policy".Length..];
        var name = resource.Split('/')[^1];
        Account(Arn.Account(arn)).Policies[arn] =
            new ManagedPolicy(name, resource[..^name.Length], arn, "ANPA" + Ids.Random(17), Policy(json, PolicyKind.Identity, ManagedPolicyLimit), null, now);
    }

    /// <summary>The role of an ARN, or null.</summary>
    public Role? Find(string roleArn) =>
        Account(Arn.Account(roleArn)).Roles.TryGetValue(roleArn.Split('/')[^1], out var role) && role.Arn == roleArn ? role : null;

    public RolePolicies? Of(string roleArn)
    {
        if (Find(roleArn) is not { } role) return null;
        var account = Account(Arn.Account(roleArn));
        return new RolePolicies([.. role.Inline.Values.Select(p => p.Document), .. role.Attached
            .Select(account.Managed).OfType<PolicyDocument>()],
            role.BoundaryArn is { } boundary ? account.Managed(boundary) ?? new PolicyDocument([]) : null);
    }

    public Role Existing(AwsCall call, QueryInput input)
    {
        var name = input.Required("RoleName");
        return Account(call.Account).Roles.TryGetValue(name, out var role) && call.Now - role.Created >= visibility ? role
            : throw NoSuch($"The role with name {name} cannot be found.");
    }

    public static AwsException NoSuch(string message) => new("NoSuchEntity", message, 404);

    public static AwsException Limit(string message) => new("LimitExceeded", message, 409);

    /// <summary>Parses a policy and holds it to the limit, which counts no white space.</summary>
    public static PolicyText Policy(string json, PolicyKind kind, int limit)
    {
        if (json.Count(c => !char.IsWhiteSpace(c)) > limit) throw Limit($"Cannot exceed quota for PolicySize: {limit}");
        try
        {
            return new PolicyText(json, PolicyDocument.Parse(json, kind));
        }
        catch (PolicyFormatException error)
        {
            throw new AwsException("MalformedPolicyDocument", error.Message);
        }
    }

    public static string CheckName(string value, string member, int maximum)
    {
        if (value.Length <= maximum && NameForm().IsMatch(value)) return value;
        throw AwsException.Constraint(member, value,
            $"satisfy regular expression pattern: [\\w+=,.@-]+ and have length less than or equal to {maximum}", "ValidationError");
    }

    public static string Path(string? path) => path is null ? "/" : path.StartsWith('/') && path.EndsWith('/') && path.Length <= 512
        ? path
        : throw new AwsException("ValidationError",
            "The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.");

    public static Dictionary<string, string> TagsOf(QueryInput input)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in input.Structures("Tags"))
            if (!tags.TryAdd(tag.Required("Key"), tag.Text("Value") ?? ""))
                throw new AwsException("InvalidInput", "Duplicate tag keys found.");
        Core.Tags.Check(tags, message => new AwsException("InvalidInput", message));
        return tags;
    }

    public static XElement TagList(IEnumerable<KeyValuePair<string, string>> tags) =>
        new("Tags", tags.Select(t => new XElement("member", new XElement("Key", t.Key), new XElement("Value", t.Value))));

    public static IEnumerable<XElement> Paged<T>(QueryInput input, IEnumerable<T> items, Func<T, string> key, string list, Func<T,
        XElement> show)
    {
        var page = Page<T>.Of(items, key, input.Text("Marker"), Math.Clamp(input.Int("MaxItems") ?? 100, 1, 1000),
            m => new AwsException("ValidationError", m));
        yield return new XElement(list, page.Items.Select(show));
        yield return new XElement("IsTruncated", Text(page.Next is not null));
        if (page.Next is not null) yield return new XElement("Marker", page.Next);
    }

    public static string Date(DateTimeOffset time) => Time(time);

    public IReadOnlyList<WorldRole> Snapshot() =>
        [.. _accounts.SelectMany(a => a.Value.Roles.Values.Select(r => new WorldRole(a.Key, r.Name, r.Path, r.Arn)
    {
        Description = r.Description ?? "",
        TrustPolicy = r.Trust.Json,
        PermissionsBoundary = r.BoundaryArn,
        InlinePolicies = r.Inline.ToDictionary(p => p.Key, p => p.Value.Json, StringComparer.Ordinal),
        AttachedPolicies = [.. r.Attached],
        Tags = new Dictionary<string, string>(r.Tags, StringComparer.Ordinal),
    }))];

    [GeneratedRegex(@"^[\w+=,.@-]+$", RegexOptions.ECMAScript, 1000)]
    private static partial Regex NameForm();
}
