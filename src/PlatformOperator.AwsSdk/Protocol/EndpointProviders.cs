using Amazon.Runtime;
using Amazon.Runtime.Endpoints;
using Amazon.Runtime.Internal.Endpoints.StandardLibrary;

namespace Amazon.Protocol;

/// <summary>Endpoints of a service that has one in every region.</summary>
/// <param name="prefix">First label of the host name.</param>
/// <param name="governmentIsFips">Whether the plain endpoints in AWS GovCloud are FIPS endpoints, so that there are no others.</param>
internal sealed class RegionalEndpointProvider(string prefix, bool governmentIsFips) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        if (parameters["Endpoint"] is string { Length: > 0 } custom)
            return new Endpoint(custom);
        var region = parameters["Region"] as string
            ?? throw new AmazonClientException("No region is known: set AWS_REGION or RegionEndpoint.");
        var partition = Fn.Partition(region);
        var dualStack = parameters["UseDualStack"] is true;
        var plainIsFips = governmentIsFips && partition.name == "aws-us-gov" && !dualStack;
        var fips = parameters["UseFIPS"] is true && !plainIsFips ? "-fips" : "";
        return new Endpoint($"https://{prefix}{fips}.{region}.{(dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}");
    }
}

/// <summary>The one endpoint that IAM has in each partition; requests are signed for its home region.</summary>
internal sealed class GlobalEndpointProvider(string prefix) : IEndpointProvider
{
    public Endpoint ResolveEndpoint(EndpointParameters parameters)
    {
        var partition = Fn.Partition(parameters["Region"] as string ?? "us-east-1");
        // China's implicit global region is not the one that IAM lives in.
        var home = partition.name == "aws-cn" ? "cn-north-1" : partition.implicitGlobalRegion;
        return new Endpoint(parameters["Endpoint"] is string { Length: > 0 } custom ? custom : Url(partition, home, parameters))
        {
            Attributes = new PropertyBag
            {
                ["authSchemes"] = new List<object> { new PropertyBag { ["name"] = "sigv4", ["signingRegion"] = home } },
            },
        };
    }

    private string Url(Partition partition, string home, EndpointParameters parameters)
    {
        var dualStack = parameters["UseDualStack"] is true;
        var place = partition.name switch
        {
            "aws" or "aws-cn" when dualStack => ".global",
            "aws" => "",
            "aws-us-gov" => ".us-gov",
            _ => "." + home,
        };
        // All of the government's endpoints are FIPS endpoints under the plain name.
        var fips = parameters["UseFIPS"] is true && partition.name != "aws-us-gov" ? "-fips" : "";
        return $"https://{prefix}{fips}{place}.{(dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix)}";
    }
}
