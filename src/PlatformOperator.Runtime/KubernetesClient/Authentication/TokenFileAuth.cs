using System.Net.Http.Headers;
using k8s.Exceptions;

namespace k8s.Authentication;

/// <summary>A token in a file that somebody else keeps fresh, such as a service account's.</summary>
public class TokenFileAuth : IRefreshingTokenProvider
{
    // The kubelet replaces a projected token at 80 % of its life, 48 minutes at the earliest; client-go looks once a minute too.
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);

    private readonly string _file;
    private AuthenticationHeaderValue? _header;
    private long _readAt;

    /// <summary>The token in this file.</summary>
    public TokenFileAuth(string tokenFile) => _file = tokenFile;

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <inheritdoc />
    /// <exception cref="KubeConfigException">The file is not there or empty.</exception>
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _header) is { } current && Time.GetElapsedTime(Volatile.Read(ref _readAt)) < Lifetime)
            return current;
        var token = (await ReadAsync(cancellationToken)).Trim();
        if (token.Length == 0)
            throw new KubeConfigException($"The token file {_file} is empty.");
        var header = new AuthenticationHeaderValue("Bearer", token);
        Volatile.Write(ref _readAt, Time.GetTimestamp());
        Volatile.Write(ref _header, header);
        return header;
    }

    void IRefreshingTokenProvider.Invalidate(AuthenticationHeaderValue? refused) => Interlocked.CompareExchange(ref _header, null, refused);

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(_file, cancellationToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"The token file {_file} cannot be read: {error.Message}", error);
        }
    }
}
