using System.Collections.Concurrent;
using Amazon.Runtime.Endpoints;

namespace PlatformOperator.Ingestion.Streams;

/// <summary>
/// Remembers the endpoint of each bucket, of which a pod has a handful. S3's rules for them are a single method of the SDK, so long that the
/// runtime takes 20 MB to optimise it once it has been called some thirty times.
/// </summary>
/// <param name="rules">Of one client: what else they go by is the same for every call of ours.</param>
internal sealed class BucketEndpoints(IEndpointProvider rules) : IEndpointProvider
{
    private readonly ConcurrentDictionary<string, Endpoint> _endpoints = new();

    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var known = _endpoints.GetOrAdd((string?)parameters["Bucket"] ?? "", _ => rules.ResolveEndpoint(parameters));
        // The SDK appends a slash to the endpoint of a call about a whole bucket.
        return new Endpoint(known.URL) { Attributes = known.Attributes, Headers = known.Headers };
    }
}
