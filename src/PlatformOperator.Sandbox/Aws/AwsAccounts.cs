using System.Collections.Concurrent;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws;

/// <summary>Which accounts and long-lived access keys exist.</summary>
public sealed class AwsAccounts
{
    readonly ConcurrentDictionary<string, Caller> _userOfKey = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, bool> _anyRole = new(StringComparer.Ordinal);

    internal AwsAccounts(string defaultAccount) => _anyRole[defaultAccount] = false;

    /// <summary>The ids of all accounts.</summary>
    public IReadOnlyCollection<string> Ids => [.. _anyRole.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Adds an account.</summary>
    /// <param name="account">12 digits.</param>
    /// <param name="anyRole">Whether a role that was never created there can be assumed, with all rights in that account.</param>
    public void Add(string account, bool anyRole = true)
    {
        if (account.Length != 12 || !account.All(char.IsAsciiDigit))
            throw new ArgumentException($"An AWS account id has 12 digits; '{account}' has not.", nameof(account));
        _anyRole[account] = anyRole;
    }

    /// <summary>Gives an IAM user of the account (added if need be) an access key.</summary>
    /// <param name="accessKeyId">The key.</param>
    /// <param name="account">12 digits.</param>
    /// <param name="userName">Name of the user.</param>
    /// <param name="policies">What the user may do, policy documents; null: everything in the account.</param>
    public void AddAccessKey(string accessKeyId, string account, string userName = "sandbox", IEnumerable<string>? policies = null)
    {
        if (!_anyRole.ContainsKey(account)) Add(account);
        var user = Caller.User($"arn:aws:iam::{account}:user/{userName}");
        _userOfKey[accessKeyId] = policies is null ? user
            : user with { Unrestricted = false, Policies = [.. policies.Select(p => PolicyDocument.Parse(p, PolicyKind.Identity))] };
    }

    internal Caller? User(string accessKeyId) => _userOfKey.GetValueOrDefault(accessKeyId);

    internal bool LetsAnyRoleBeAssumed(string account) => _anyRole.GetValueOrDefault(account);
}
