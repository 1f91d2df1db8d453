using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PlatformOperator.Desired;

/// <summary>
/// Deterministic names. An AWS name has a readable part and a hash over the whole owner, so that two owners never share one; the same owner
/// gives the same name in every cluster and at every time.
/// </summary>
public static class Names
{
    /// <summary>Path of every IAM role that the operator makes.</summary>
    public const string RolePath = "/dataplatform/";

    /// <summary>Prefix of every KMS alias that the operator makes.</summary>
    public const string AliasPrefix = "alias/dataplatform/";

    // A prefix of our own keeps clear of what S3 reserves at the start of names (xn--, sthree-, …) and lets names start with a letter.
    internal const string Prefix = "dp-";
    private const int HashLength = 10;

    // Names of installations are no longer than this (the chart's schema), so that they stand unshortened in the shortest of names.
    private const int InstallationLength = 20;

    /// <summary>How the names of an installation's buckets, streams, caches and roles begin; its policies in IAM end there.</summary>
    public static string InstallationPrefix(string installation) => $"{Prefix}{Readable(installation, InstallationLength)}-";

    /// <summary>How the aliases of an installation's keys begin.</summary>
    public static string InstallationAliases(string installation) => $"{AliasPrefix}{Readable(installation, InstallationLength)}/";

    /// <summary>Bucket name, at most 63 characters. Bucket names are global, so account and region take part.</summary>
    public static string Bucket(Owner owner, string accountId, string region) =>
        Compose(owner, 63, Hash([.. Parts(owner), accountId, region]));

    /// <summary>Kinesis stream name, at most 128 characters, unique in account and region.</summary>
    public static string Stream(Owner owner) => Compose(owner, 128, Hash(Parts(owner)));

    /// <summary>ElastiCache replication group id, at most 40 characters: a letter first, no double hyphen, no hyphen last.</summary>
    public static string ReplicationGroup(Owner owner) => Compose(owner, 40, Hash(Parts(owner)));

    /// <summary>IAM role name, at most 64 characters; the part stays readable.</summary>
    public static string Role(Owner owner) => Compose(owner, 64, Readable(owner.Part, 16) + "-" + Hash(Parts(owner)));

    /// <summary>
    /// KMS alias, at most 256 characters: <c>alias/dataplatform/installation/tenant/part</c> of a Tenant's key and
    /// <c>…/installation/tenant/namespace/name</c> of an EncryptionKey.
    /// </summary>
    public static string KeyAlias(Owner owner)
    {
        string[] segments = owner.Namespace.Length == 0
            ? [owner.Installation, owner.Tenant, owner.Part]
            : [owner.Installation, owner.Tenant, owner.Namespace, owner.Name];
        var alias = AliasPrefix + string.Join('/', segments);
        // An underscore cannot occur in the plain form, so the two forms never meet.
        return alias.Length <= 256 && Array.TrueForAll(segments, segment => segment == Readable(segment, 63))
            ? alias
            : AliasPrefix + string.Join('/', segments.Select(segment => Readable(segment, 40))) + "_" + Hash(Parts(owner));
    }

    /// <summary>Name of a Kubernetes object that belongs to another one, a DNS label of at most 63 characters.</summary>
    public static string Child(string name, string part)
    {
        var plain = $"{name}-{part}";
        return plain.Length <= 63 && plain == Readable(plain, 63)
            ? plain
            : $"{Readable(name, 63 - HashLength - part.Length - 2)}-{Hash([name, part])}-{part}".TrimStart('-');
    }

    /// <summary>Hash over the parts, each with its length, so that <c>a, bc</c> and <c>ab, c</c> differ; ten characters of base 32.</summary>
    internal static string Hash(IReadOnlyList<string> parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
            text.Append(CultureInfo.InvariantCulture, $"{part.Length}:{part},");
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        return string.Create(HashLength, digest, static (characters, digest) =>
        {
            var bits = BinaryPrimitives.ReadUInt64BigEndian(digest);
            for (var i = 0; i < characters.Length; i++, bits >>= 5)
                characters[i] = "abcdefghijklmnopqrstuvwxyz234567"[(int)(bits & 31)];
        });
    }

    private static string[] Parts(Owner owner) => [owner.Installation, owner.Tenant, owner.Kind, owner.Namespace, owner.Name, owner.Part];

    private static string Compose(Owner owner, int max, string tail)
    {
        var readable = Readable($"{owner.Installation}-{owner.Namespace}-{owner.Name}", max - Prefix.Length - 1 - tail.Length);
        return readable.Length == 0 ? Prefix + tail : $"{Prefix}{readable}-{tail}";
    }

    /// <summary>Lower-case letters, digits and single hyphens, no hyphen at either end, cut to a length.</summary>
    private static string Readable(string text, int max)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character))
                result.Append(character);
            else if (result.Length > 0 && result[^1] != '-')
                result.Append('-');
        }
        return (result.Length > max ? result.ToString(0, max) : result.ToString()).Trim('-');
    }
}
