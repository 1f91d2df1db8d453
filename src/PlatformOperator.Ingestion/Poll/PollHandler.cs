using System.Net;
using System.Runtime.ExceptionServices;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>
/// Fetches for a poll: https only, to allowed addresses only, the credentials to the first host only. Redirects are followed here, since every
/// one of them leads to an address that somebody else chose.
/// </summary>
/// <param name="credentials">The entries of <c>headersSecretRef</c> as they are now; a request's own headers go to every host.</param>
internal sealed class PollHandler(Func<IReadOnlyDictionary<string, string>> credentials) : DelegatingHandler
{
    private const int MaxRedirects = 5;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);
    private static readonly IReadOnlyDictionary<string, string> NoCredentials = new Dictionary<string, string>();

    /// <summary>A handler on connections of its own.</summary>
    public static PollHandler Create(AddressRules rules, ResolveHost resolve, Func<IReadOnlyDictionary<string, string>> credentials)
    {
        var connector = new GuardedConnector(rules, resolve);
        return new PollHandler(credentials)
        {
            InnerHandler = new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.GZip,
                ConnectCallback = (context, cancellationToken) => connector.ConnectAsync(context.DnsEndPoint, cancellationToken),
                ConnectTimeout = ConnectTimeout,
                // Names get new addresses, and hosts new certificates.
                PooledConnectionLifetime = ConnectionLifetime,
                UseCookies = false,
                // A proxy of the environment would connect in our place, unchecked.
                UseProxy = false,
            },
        };
    }

    /// <exception cref="PollRefusedException">The address or that of a redirect must not be fetched.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var first = request.RequestUri!;
        var (hop, withCredentials) = (first, true);
        for (var redirects = 0; redirects <= MaxRedirects; redirects++)
        {
            // Once away from the first host, the credentials stay behind: what leads back there was chosen by somebody else.
            withCredentials &= IsSameOrigin(hop, first);
            var response = await FetchAsync(hop, request, withCredentials, cancellationToken).ConfigureAwait(false);
            if (Target(response) is not { } target)
                return response;
            response.Dispose();
            if (!Uri.TryCreate(hop, target, out var next))
                throw new PollRefusedException($"Host {hop.Host} redirects to what is no address. Set spec.source.poll.url to where it is meant to lead.");
            hop = next;
        }

        throw new PollRefusedException($"Host {first.Host} redirects more than {MaxRedirects} times. Set spec.source.poll.url to where the redirects end.");
    }

    private async Task<HttpResponseMessage> FetchAsync(Uri address, HttpRequestMessage original, bool withCredentials, CancellationToken cancellationToken)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
            throw new PollRefusedException($"Host {address.Host} is to be fetched by {address.Scheme}; only https is. Nothing was sent. Correct spec.source.poll.url, or what it redirects to.");
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        foreach (var (name, values) in original.Headers)
            request.Headers.TryAddWithoutValidation(name, values);
        foreach (var (name, value) in withCredentials ? credentials() : NoCredentials)
            request.Headers.TryAddWithoutValidation(name, value);

        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception) when (exception.InnerException is PollRefusedException refusal)
        {
            ExceptionDispatchInfo.Throw(refusal);
            throw;
        }
    }

    private static Uri? Target(HttpResponseMessage response) => response.StatusCode
        is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        ? response.Headers.Location
        : null;

    private static bool IsSameOrigin(Uri a, Uri b) => Uri.Compare(a, b, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
