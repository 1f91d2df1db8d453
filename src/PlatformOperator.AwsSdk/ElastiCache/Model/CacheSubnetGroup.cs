namespace Amazon.ElastiCache.Model;

/// <summary>A subnet group.</summary>
public class CacheSubnetGroup
{
    /// <summary>Name of the subnet group.</summary>
    public string? CacheSubnetGroupName { get; set; }

    /// <summary>Description.</summary>
    public string? CacheSubnetGroupDescription { get; set; }

    /// <summary>VPC of the subnets.</summary>
    public string? VpcId { get; set; }

    /// <summary>The subnets.</summary>
    public List<Subnet>? Subnets { get; set; }

    /// <summary>ARN.</summary>
    public string? ARN { get; set; }
}

/// <summary>A subnet of a subnet group.</summary>
public class Subnet
{
    /// <summary>Id of the subnet.</summary>
    public string? SubnetIdentifier { get; set; }

    /// <summary>Availability zone of the subnet.</summary>
    public AvailabilityZone? SubnetAvailabilityZone { get; set; }
}

/// <summary>An availability zone.</summary>
public class AvailabilityZone
{
    /// <summary>Name.</summary>
    public string? Name { get; set; }
}
