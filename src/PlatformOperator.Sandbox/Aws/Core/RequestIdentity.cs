using System.Collections.Concurrent;

namespace PlatformOperator.Sandbox.Aws.Core;

/// <summary>What a credential scope says: <c>AKIA…/20260101/eu-west-1/s3/aws4_request</c>. Signatures are not verified.</summary>
internal sealed record CredentialScope(string AccessKeyId, string Region, string Service)
{
    /// <summary>From the Authorization header or a presigned URL; null when the request carries neither.</summary>
    public static CredentialScope? Of(AwsRequest request)
    {
        string? credential = request.QueryText("X-Amz-Credential");
        if (request.Header("Authorization") is { } header)
        {
            var start = header.IndexOf("Credential=", StringComparison.Ordinal);
            if (start < 0) return null;
            credential = header[(start + "Credential=".Length)..].Split(',', ' ')[0];
        }

        return credential?.Split('/') is { Length: >= 5 } parts ? new CredentialScope(string.Join('/', parts[..^4]), parts[^3], parts[^2])
            : null;
    }
}

/// <summary>Turns access keys into callers.</summary>
internal sealed class RequestIdentity(AwsEndpointOptions options, AwsAccounts accounts)
{
    readonly ConcurrentDictionary<string, Session> _sessions = new(StringComparer.Ordinal);

    public void Add(Session session)
    {
        foreach (var (key, old) in _sessions)
            if (old.Expires < options.TimeProvider.GetUtcNow().AddHours(-1)) _sessions.TryRemove(key, out _);
        _sessions[session.AccessKeyId] = session;
    }

    /// <summary>Sessions that are not long over.</summary>
    public IReadOnlyList<WorldSession> Snapshot() =>
        [.. _sessions.Values.Select(s => new WorldSession(s.Caller.RoleArn!, s.AccessKeyId, s.SecretAccessKey, s.Token))];

    /// <summary>
    /// Verified with the AWS documentation on common errors: a session key needs its own token, an expired one says so. Codes are
    /// those of the query services; <see cref="JsonService"/> and S3 have their own names for them.
    /// </summary>
    public Caller Resolve(AwsRequest request, CredentialScope? scope)
    {
        if (scope is null) return Caller.Anonymous;
        if (_sessions.TryGetValue(scope.AccessKeyId, out var session))
        {
            if ((request.Header("X-Amz-Security-Token") ?? request.QueryText("X-Amz-Security-Token")) != session.Token) throw Unknown();
            if (session.Expires <= options.TimeProvider.GetUtcNow())
                throw new AwsException("ExpiredToken", "The security token included in the request is expired", 403);
            return session.Caller;
        }

        if (accounts.User(scope.AccessKeyId) is { } user) return user;
        // ASIA marks temporary keys: one that we did not give out is never the default user.
        if (options.RefuseUnknownAccessKeys || scope.AccessKeyId.StartsWith("ASIA", StringComparison.Ordinal)) throw Unknown();
        return Caller.User($"arn:aws:iam::{options.DefaultAccount}:user/{scope.AccessKeyId}");
    }

    static AwsException Unknown() => new("InvalidClientTokenId", "The security token included in the request is invalid.", 403);
}
