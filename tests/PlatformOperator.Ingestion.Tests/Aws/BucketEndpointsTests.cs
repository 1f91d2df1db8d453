using Amazon.Runtime.Endpoints;
using Amazon.S3.Endpoints;
using Amazon.S3.Internal;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Tests.Aws;

public sealed class BucketEndpointsTests
{
    [Fact]
    public void Every_bucket_has_the_endpoint_that_the_rules_of_S3_give_it()
    {
        var endpoints = new BucketEndpoints(new AmazonS3EndpointProvider());

        Assert.Equal("https://acme-raw.s3.eu-west-1.amazonaws.com", endpoints.ResolveEndpoint(Of("acme-raw")).URL);
        Assert.Equal("https://acme-errors.s3.eu-west-1.amazonaws.com", endpoints.ResolveEndpoint(Of("acme-errors")).URL);
        Assert.Equal("https://s3.eu-west-1.amazonaws.com", endpoints.ResolveEndpoint(Of(null)).URL);
    }

    [Fact]
    public void The_rules_are_followed_once_for_a_bucket_and_what_a_call_does_to_its_answer_stays_with_it()
    {
        var endpoints = new BucketEndpoints(new Numbered());

        endpoints.ResolveEndpoint(Of("acme-raw")).URL += "/";

        Assert.Equal("https://acme-raw.1", endpoints.ResolveEndpoint(Of("acme-raw")).URL);
        Assert.Equal("https://acme-errors.2", endpoints.ResolveEndpoint(Of("acme-errors")).URL);
    }

    private static S3EndpointParameters Of(string? bucket) => new() { Bucket = bucket, Region = "eu-west-1" };

    /// <summary>Gives each answer a number.</summary>
    private sealed class Numbered : IEndpointProvider
    {
        private int _answers;

        public Endpoint ResolveEndpoint(EndpointParameters parameters) => new($"https://{parameters["Bucket"]}.{++_answers}");
    }
}
