using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.Protocol;

/// <summary>Endpoints of a service that has one in every region.</summary>
internal sealed class RegionalEndpointProvider(string prefix) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } custom)
            return new Endpoint(custom);
        var region = parameters["Region"] as string ?? throw new AmazonClientException("No region is known: set AWS_REGION or RegionEndpoint.");
        var partition = Fn.Partition(region);
        var suffix = parameters["UseDualStack"] is true ? partition.dualStackDnsSuffix : partition.dnsSuffix;
        return new Endpoint($"https://{prefix}{(parameters["UseFIPS"] is true ? "-fips" : "")}.{region}.{suffix}");
    }
}

/// <summary>The one endpoint that a global service has in each partition. Its requests are signed for the partition's home region.</summary>
internal sealed class GlobalEndpointProvider(string prefix) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var partition = Fn.Partition(parameters["Region"] as string ?? "us-east-1");
        return new Endpoint(parameters["Endpoint"] is string { Length: > 0 } custom ? custom : Url(partition, parameters))
        {
            Attributes = new PropertyBag
            {
                ["authSchemes"] = new List<object>
                {
                    new PropertyBag { ["name"] = "sigv4", ["signingName"] = prefix, ["signingRegion"] = partition.implicitGlobalRegion },
                },
            },
        };
    }

    private string Url(Partition partition, EndpointParameters parameters)
    {
        var fips = parameters["UseFIPS"] is true ? "-fips" : "";
        if (parameters["UseDualStack"] is true)
            return $"https://{prefix}{fips}.global.{partition.dualStackDnsSuffix}";
        return partition.name switch
        {
            "aws" => $"https://{prefix}{fips}.{partition.dnsSuffix}",
            "aws-us-gov" => $"https://{prefix}.us-gov.{partition.dnsSuffix}",
            _ => $"https://{prefix}.{partition.implicitGlobalRegion}.{partition.dnsSuffix}",
        };
    }
}
