using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;

namespace PlatformOperator.AwsSdk.Tests.Wire;

public class QueryWireTests
{
    [Fact]
    public async Task CreateReplicationGroup_names_list_items_as_the_service_does()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Xml(
            """
            <CreateReplicationGroupResponse xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/"><CreateReplicationGroupResult><ReplicationGroup>
              <ReplicationGroupId>acme</ReplicationGroupId><Status>creating</Status><AtRestEncryptionEnabled>true</AtRestEncryptionEnabled>
              <AutomaticFailover>enabled</AutomaticFailover><SnapshotRetentionLimit>7</SnapshotRetentionLimit>
              <ReplicationGroupCreateTime>2026-01-02T03:04:05.678Z</ReplicationGroupCreateTime><PendingModifiedValues/>
              <MemberClusters><ClusterId>acme-001</ClusterId><ClusterId>acme-002</ClusterId></MemberClusters><NextYear><X>1</X></NextYear>
            </ReplicationGroup></CreateReplicationGroupResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></CreateReplicationGroupResponse>
            """));
        using var client = Clients.ElastiCache(server.Uri);

        var response = await client.CreateReplicationGroupAsync(new CreateReplicationGroupRequest
        {
            ReplicationGroupId = "acme",
            AutomaticFailoverEnabled = true,
            NumCacheClusters = 2,
            TransitEncryptionMode = TransitEncryptionMode.Required,
            SecurityGroupIds = ["sg-1", "sg-2"],
            Tags = [new() { Key = "team", Value = "a&b=ü" }],
        });

        Assert.Equal(("eu-west-1", "elasticache"), server.Request.Scope);
        Assert.StartsWith("application/x-www-form-urlencoded", server.Request.Headers.ContentType.ToString(), StringComparison.Ordinal);
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Action"] = "CreateReplicationGroup",
                ["Version"] = "2015-02-02",
                ["ReplicationGroupId"] = "acme",
                ["AutomaticFailoverEnabled"] = "true",
                ["NumCacheClusters"] = "2",
                ["TransitEncryptionMode"] = "required",
                ["SecurityGroupIds.SecurityGroupId.1"] = "sg-1",
                ["SecurityGroupIds.SecurityGroupId.2"] = "sg-2",
                ["Tags.Tag.1.Key"] = "team",
                ["Tags.Tag.1.Value"] = "a&b=ü",
            },
            server.Request.Form);
        var group = response.ReplicationGroup!;
        Assert.Equal("r-1", response.ResponseMetadata.RequestId);
        Assert.Equal("creating", group.Status);
        Assert.True(group.AtRestEncryptionEnabled);
        Assert.Equal(AutomaticFailoverStatus.Enabled, group.AutomaticFailover);
        Assert.Equal(7, group.SnapshotRetentionLimit);
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), group.ReplicationGroupCreateTime);
        Assert.Equal(DateTimeKind.Utc, group.ReplicationGroupCreateTime!.Value.Kind);
        Assert.Equal(["acme-001", "acme-002"], group.MemberClusters!);
        Assert.NotNull(group.PendingModifiedValues);
        Assert.Null(group.NodeGroups);
        Assert.Null(group.MultiAZ);
    }

    [Fact]
    public async Task An_empty_list_is_sent_and_a_missing_one_is_not()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Xml("<ModifyReplicationGroupResponse/>"));
        using var client = Clients.ElastiCache(server.Uri);

        await client.ModifyReplicationGroupAsync(new()
        {
            ReplicationGroupId = "acme",
            SecurityGroupIds = [],
            AuthTokenUpdateStrategy = AuthTokenUpdateStrategyType.ROTATE,
        });

        Assert.Equal(
            ["Action", "AuthTokenUpdateStrategy", "ReplicationGroupId", "SecurityGroupIds", "Version"],
            server.Request.Form.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("", server.Request.Form["SecurityGroupIds"]);
    }

    [Fact]
    public async Task DescribeReplicationGroups_is_read_page_by_page()
    {
        await using var server = await RecordingServer.StartAsync(Page("acme-1", "<Marker>m1</Marker>"), Page("acme-2", ""));
        using var client = Clients.ElastiCache(server.Uri);
        var ids = new List<string?>();
        string? marker = null;
        do
        {
            var page = await client.DescribeReplicationGroupsAsync(new() { Marker = marker, MaxRecords = 100 });
            ids.AddRange(page.ReplicationGroups!.Select(group => group.ReplicationGroupId));
            marker = page.Marker;
        }
        while (marker is not null);

        Assert.Equal(["acme-1", "acme-2"], ids);
        Assert.Equal([null, "m1"], server.Requests.Select(request => request.Form.GetValueOrDefault("Marker")));
    }

    [Fact]
    public async Task Iam_is_signed_for_its_home_region_and_leaves_policies_as_they_come()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Xml(
            """
            <GetRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetRoleResult><Role><RoleName>r</RoleName>
              <AssumeRolePolicyDocument>%7B%22Version%22%3A%222012-10-17%22%7D</AssumeRolePolicyDocument>
              <Tags><member><Key>a</Key><Value></Value></member></Tags><PermissionsBoundary>
              <PermissionsBoundaryType>Policy</PermissionsBoundaryType><PermissionsBoundaryArn>arn:aws:iam::1:policy/b</PermissionsBoundaryArn>
              </PermissionsBoundary></Role></GetRoleResult></GetRoleResponse>
            """));
        using var client = Clients.Iam(server.Uri);

        var role = (await client.GetRoleAsync(new() { RoleName = "r" })).Role!;

        Assert.Equal(("us-east-1", "iam"), server.Request.Scope);
        Assert.Equal("2010-05-08", server.Request.Form["Version"]);
        Assert.Equal("%7B%22Version%22%3A%222012-10-17%22%7D", role.AssumeRolePolicyDocument);
        Assert.Equal("", Assert.Single(role.Tags!).Value);
        Assert.Equal("arn:aws:iam::1:policy/b", role.PermissionsBoundary!.PermissionsBoundaryArn);
    }

    [Fact]
    public async Task CreateRole_flattens_tags_as_members()
    {
        await using var server = await RecordingServer.StartAsync(CannedResponse.Xml("<CreateRoleResponse/>"));
        using var client = Clients.Iam(server.Uri);

        await client.CreateRoleAsync(new() { RoleName = "r", Path = "/dataplatform/", MaxSessionDuration = 3600, Tags = [new() { Key = "a", Value = "b" }] });

        var form = server.Request.Form;
        Assert.Equal(("/dataplatform/", "3600", "a", "b"),
            (form["Path"], form["MaxSessionDuration"], form["Tags.member.1.Key"], form["Tags.member.1.Value"]));
    }

    private static CannedResponse Page(string id, string marker) => CannedResponse.Xml(
        $"""
        <DescribeReplicationGroupsResponse xmlns="http://elasticache.amazonaws.com/doc/2015-02-02/"><DescribeReplicationGroupsResult>{marker}
          <ReplicationGroups><ReplicationGroup><ReplicationGroupId>{id}</ReplicationGroupId></ReplicationGroup></ReplicationGroups>
        </DescribeReplicationGroupsResult></DescribeReplicationGroupsResponse>
        """);
}
