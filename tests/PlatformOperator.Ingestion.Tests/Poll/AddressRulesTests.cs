using System.Net;
using PlatformOperator.Ingestion.Poll;

namespace PlatformOperator.Ingestion.Tests.Poll;

public class AddressRulesTests
{
    [Theory]
    [InlineData("127.0.0.1", "loopback")]
    [InlineData("127.255.255.254", "loopback")]
    [InlineData("::1", "loopback")]
    [InlineData("169.254.169.254", "link-local")]
    [InlineData("169.254.170.23", "link-local")]
    [InlineData("169.254.170.2", "link-local")]
    [InlineData("fe80::1", "link-local")]
    [InlineData("fe80::1%2", "link-local")]
    [InlineData("fd00:ec2::254", "private")]
    [InlineData("fd00:ec2::23", "private")]
    [InlineData("10.0.0.1", "private")]
    [InlineData("172.16.0.1", "private")]
    [InlineData("172.31.255.255", "private")]
    [InlineData("192.168.1.1", "private")]
    [InlineData("fc00::1", "private")]
    [InlineData("fec0::1", "private")]
    [InlineData("100.64.0.1", "shared")]
    [InlineData("100.127.255.255", "shared")]
    [InlineData("0.0.0.0", "unspecified")]
    [InlineData("0.1.2.3", "unspecified")]
    [InlineData("::", "unspecified")]
    [InlineData("224.0.0.1", "multicast")]
    [InlineData("ff02::1", "multicast")]
    [InlineData("255.255.255.255", "broadcast")]
    [InlineData("240.0.0.1", "reserved")]
    [InlineData("192.0.0.192", "reserved")]
    [InlineData("198.18.0.1", "reserved")]
    public void What_is_no_address_of_the_internet_is_refused(string address, string kind) =>
        Assert.Contains(kind, new AddressRules([]).Objection(IPAddress.Parse(address)), StringComparison.Ordinal);

    [Theory]
    [InlineData("::ffff:127.0.0.1", "loopback")]
    [InlineData("::ffff:169.254.169.254", "link-local")]
    [InlineData("::ffff:10.0.0.1", "private")]
    [InlineData("::127.0.0.1", "loopback")]
    [InlineData("::ffff:0:10.0.0.1", "private")]
    [InlineData("64:ff9b::169.254.169.254", "link-local")]
    [InlineData("64:ff9b::10.0.0.1", "private")]
    [InlineData("64:ff9b:1::1", "reserved")]
    [InlineData("2002:a9fe:a9fe::1", "link-local")]
    [InlineData("2002:0a00:0001::1", "private")]
    [InlineData("2002:7f00:0001::", "loopback")]
    [InlineData("2001:0:1234::1", "reserved")]
    public void An_IPv6_form_of_a_refused_address_is_refused(string address, string kind) =>
        Assert.Contains(kind, new AddressRules([]).Objection(IPAddress.Parse(address)), StringComparison.Ordinal);

    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("169.253.255.255")]
    [InlineData("2a00:1450:4001::1")]
    [InlineData("::ffff:8.8.8.8")]
    [InlineData("64:ff9b::8.8.8.8")]
    [InlineData("2002:0808:0808::1")]
    public void An_address_of_the_internet_is_allowed(string address) => Assert.Null(new AddressRules([]).Objection(IPAddress.Parse(address)));

    [Theory]
    [InlineData("10.1.2.3", null)]
    [InlineData("::ffff:10.1.2.3", null)]
    [InlineData("64:ff9b::10.1.2.3", null)]
    [InlineData("10.2.0.0", "private")]
    [InlineData("fd00:1::5", null)]
    [InlineData("fd00:ec2::254", "private")]
    [InlineData("127.0.0.1", "loopback")]
    public void Only_what_the_Tenant_lists_is_allowed_beside_the_internet(string address, string? kind)
    {
        var objection = new AddressRules([IPNetwork.Parse("10.1.0.0/16"), IPNetwork.Parse("fd00:1::/32")]).Objection(IPAddress.Parse(address));

        Assert.Equal(kind is null, objection is null);
        Assert.Contains(kind ?? "", objection ?? "", StringComparison.Ordinal);
    }
}
