using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>Tags, default encryption, versioning, public access block and object ownership of a bucket.</summary>
internal sealed class BucketSettingOperations(S3Access access)
{
    public void AddTo(Dictionary<string, S3Operation> operations)
    {
        operations["GetBucketTagging"] = GetTagging;
        operations["PutBucketTagging"] = PutTagging;
        operations["DeleteBucketTagging"] = DeleteTagging;
        operations["GetBucketEncryption"] = GetEncryption;
        operations["PutBucketEncryption"] = PutEncryption;
        operations["DeleteBucketEncryption"] = DeleteEncryption;
        operations["GetBucketVersioning"] = GetVersioning;
        operations["PutBucketVersioning"] = PutVersioning;
        operations["GetPublicAccessBlock"] = GetPublicAccess;
        operations["PutPublicAccessBlock"] = PutPublicAccess;
        operations["DeletePublicAccessBlock"] = DeletePublicAccess;
        operations["GetBucketOwnershipControls"] = GetOwnership;
        operations["PutBucketOwnershipControls"] = PutOwnership;
        operations["DeleteBucketOwnershipControls"] = DeleteOwnership;
    }

    AwsAnswer GetTagging(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:GetBucketTagging");
        if (bucket.Tags.Count == 0)
            throw new AwsException("NoSuchTagSet", "The TagSet does not exist", 404) { Members = { ["BucketName"] = bucket.Name } };
        return S3Call.Answer(Tagging(bucket.Tags));
    }

    AwsAnswer PutTagging(S3Call s3)
    {
        var tags = TagsOf(s3.Xml().Element("TagSet") ?? throw S3Errors.MalformedXml());
        var bucket = access.Bucket(s3, "s3:PutBucketTagging", c => c.RequestTags(tags));
        bucket.Tags.Clear();
        foreach (var (key, value) in tags) bucket.Tags[key] = value;
        return S3Call.Empty(204);
    }

    AwsAnswer DeleteTagging(S3Call s3)
    {
        access.Bucket(s3, "s3:PutBucketTagging").Tags.Clear();
        return S3Call.Empty(204);
    }

    AwsAnswer GetEncryption(S3Call s3)
    {
        var sse = access.Bucket(s3, "s3:GetEncryptionConfiguration").Encryption;
        return S3Call.Answer(new XElement("ServerSideEncryptionConfiguration", new XElement("Rule",
            new XElement("ApplyServerSideEncryptionByDefault", new XElement("SSEAlgorithm", sse.Algorithm),
                sse.KmsKeyId is null ? null : new XElement("KMSMasterKeyID", sse.KmsKeyId)),
            new XElement("BucketKeyEnabled", sse.BucketKey ? "true" : "false"))));
    }

    /// <summary>Verified with the PutBucketEncryption reference: one rule; the key is not looked at until an object is put.</summary>
    AwsAnswer PutEncryption(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:PutEncryptionConfiguration");
        if (s3.Xml().Elements("Rule").ToList() is not [var rule]) throw S3Errors.MalformedXml();
        var byDefault = rule.Element("ApplyServerSideEncryptionByDefault") ?? throw S3Errors.MalformedXml();
        var (algorithm, key) = (byDefault.Element("SSEAlgorithm")?.Value, byDefault.Element("KMSMasterKeyID")?.Value);
        if (algorithm is not ("AES256" or "aws:kms" or "aws:kms:dsse")) throw S3Errors.MalformedXml();
        if (algorithm == "AES256" && key is not null)
            throw S3Errors.InvalidArgument("a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse");
        bucket.Encryption = new SseSetting(algorithm, key, Flag(rule, "BucketKeyEnabled"));
        return S3Call.Empty();
    }

    AwsAnswer DeleteEncryption(S3Call s3)
    {
        access.Bucket(s3, "s3:PutEncryptionConfiguration").Encryption = SseSetting.S3Managed;
        return S3Call.Empty(204);
    }

    AwsAnswer GetVersioning(S3Call s3)
    {
        var status = access.Bucket(s3, "s3:GetBucketVersioning").Versioning;
        return S3Call.Answer(new XElement("VersioningConfiguration", status is null ? null : new XElement("Status", status)));
    }

    AwsAnswer PutVersioning(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:PutBucketVersioning");
        bucket.Versioning = s3.Xml().Element("Status")?.Value switch
        {
            "Enabled" => "Enabled",
            "Suspended" => "Suspended",
            _ => throw new AwsException("IllegalVersioningConfigurationException", "The Versioning element must be specified"),
        };
        return S3Call.Empty();
    }

    AwsAnswer GetPublicAccess(S3Call s3)
    {
        var block = access.Bucket(s3, "s3:GetBucketPublicAccessBlock").PublicAccess
            ?? throw new AwsException("NoSuchPublicAccessBlockConfiguration", "The public access block configuration was not found", 404);
        return S3Call.Answer(new XElement("PublicAccessBlockConfiguration", new XElement("BlockPublicAcls", block.BlockPublicAcls),
            new XElement("IgnorePublicAcls", block.IgnorePublicAcls), new XElement("BlockPublicPolicy", block.BlockPublicPolicy),
            new XElement("RestrictPublicBuckets", block.RestrictPublicBuckets)));
    }

    AwsAnswer PutPublicAccess(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:PutBucketPublicAccessBlock");
        var xml = s3.Xml();
        bucket.PublicAccess = new PublicAccess(Flag(xml, "BlockPublicAcls"), Flag(xml, "IgnorePublicAcls"), Flag(xml, "BlockPublicPolicy"),
            Flag(xml, "RestrictPublicBuckets"));
        return S3Call.Empty();
    }

    AwsAnswer DeletePublicAccess(S3Call s3)
    {
        access.Bucket(s3, "s3:PutBucketPublicAccessBlock").PublicAccess = null;
        return S3Call.Empty(204);
    }

    AwsAnswer GetOwnership(S3Call s3)
    {
        var ownership = access.Bucket(s3, "s3:GetBucketOwnershipControls").Ownership
            ?? throw new AwsException("OwnershipControlsNotFoundError", "The bucket ownership controls were not found", 404);
        return S3Call.Answer(new XElement("OwnershipControls", new XElement("Rule", new XElement("ObjectOwnership", ownership))));
    }

    AwsAnswer PutOwnership(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:PutBucketOwnershipControls");
        if (s3.Xml().Elements("Rule").ToList() is not [var rule]) throw S3Errors.MalformedXml();
        bucket.Ownership = CheckOwnership(rule.Element("ObjectOwnership")?.Value);
        return S3Call.Empty();
    }

    AwsAnswer DeleteOwnership(S3Call s3)
    {
        access.Bucket(s3, "s3:PutBucketOwnershipControls").Ownership = null;
        return S3Call.Empty(204);
    }

    internal static string CheckOwnership(string? value) =>
        value is "BucketOwnerEnforced" or "BucketOwnerPreferred" or "ObjectWriter" ? value
            : throw S3Errors.InvalidArgument($"Invalid x-amz-object-ownership header: {value}");

    internal static XElement Tagging(IEnumerable<KeyValuePair<string, string>> tags) => new("Tagging", new XElement("TagSet",
        tags.Select(t => new XElement("Tag", new XElement("Key", t.Key), new XElement("Value", t.Value)))));

    internal static Dictionary<string, string> TagsOf(XElement? set, int limit = 50)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var tag in set?.Elements("Tag") ?? [])
        {
            if (!tags.TryAdd(tag.Element("Key")?.Value ?? throw S3Errors.MalformedXml(), tag.Element("Value")?.Value ?? ""))
                throw new AwsException("InvalidTag", "Cannot provide multiple Tags with the same key");
        }

        Tags.Check(tags, m => new AwsException("InvalidTag", m));
        return tags.Count <= limit ? tags : throw new AwsException("InvalidTag", $"Object tags cannot be greater than {limit}");
    }

    static bool Flag(XElement parent, string name) => parent.Element(name)?.Value switch
    {
        null or "false" or "FALSE" => false,
        "true" or "TRUE" => true,
        _ => throw S3Errors.MalformedXml(),
    };
}
