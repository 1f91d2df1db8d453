using System.Text.RegularExpressions;
using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>Buckets themselves.</summary>
internal sealed partial class BucketOperations(S3Access access, Authorizer authorizer)
{
    public void AddTo(Dictionary<string, S3Operation> operations)
    {
        operations["CreateBucket"] = Create;
        operations["HeadBucket"] = Head;
        operations["DeleteBucket"] = Delete;
        operations["ListBuckets"] = List;
        operations["GetBucketLocation"] = Location;
    }

    /// <summary>Verified with the CreateBucket reference: names, location constraints, ownership; us-east-1 answers 200 to its owner again.</summary>
    AwsAnswer Create(S3Call s3)
    {
        var name = s3.BucketName;
        if (!IsName(name))
            throw new AwsException("InvalidBucketName", "The specified bucket is not valid.") { Members = { ["BucketName"] = name } };
        if (s3.Call.Caller.IsAnonymous) throw AwsException.Denied("Access Denied");
        var configuration = s3.Request.Body.Length > 0 ? s3.Xml() : new XElement("CreateBucketConfiguration");
        var tags = BucketSettingOperations.TagsOf(configuration.Element("Tags"));
        authorizer.Authorize(s3.Call, "s3:CreateBucket", "arn:aws:s3:::" + name, c => c.RequestTags(tags));
        if (tags.Count > 0) authorizer.Authorize(s3.Call, "s3:TagResource", "arn:aws:s3:::" + name, c => c.RequestTags(tags));
        s3.Call.Resource = name;

        var constraint = configuration.Element("LocationConstraint")?.Value ?? "";
        var bucket = new Bucket(name, s3.Call.Account, Region(s3.Call.Region, constraint), s3.Call.Now)
        {
            LocationConstraint = constraint,
            Ownership = BucketSettingOperations.CheckOwnership(s3.Header("x-amz-object-ownership") ?? "BucketOwnerEnforced"),
        };
        if (bucket.Ownership == "BucketOwnerEnforced" && s3.Header("x-amz-acl") is { } acl and not "private")
            throw new AwsException("InvalidBucketAclWithObjectOwnership",
                $"Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting: {acl}");
        foreach (var (key, value) in tags) bucket.Tags[key] = value;
        if (access.Buckets.TryGetValue(name, out var existing)) return Existing(existing, bucket);
        access.Buckets[name] = bucket;
        return S3Call.Empty().With("Location", "/" + name).With("x-amz-bucket-arn", bucket.Arn);
    }

    AwsAnswer Head(S3Call s3) => S3Call.Empty().With("x-amz-bucket-region", access.Bucket(s3, "s3:ListBucket").Region)
        .With("x-amz-bucket-arn", "arn:aws:s3:::" + s3.BucketName);

    AwsAnswer Delete(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:DeleteBucket");
        if (bucket.Objects.Count > 0)
        {
            var hint = bucket.Versioning is null ? "" : " You must delete all versions in the bucket.";
            throw new AwsException("BucketNotEmpty", "The bucket you tried to delete is not empty." + hint,
                409) { Members = { ["BucketName"] = bucket.Name } };
        }

        access.Buckets.Remove(bucket.Name);
        return S3Call.Empty(204);
    }

    AwsAnswer List(S3Call s3)
    {
        if (s3.Call.Caller.IsAnonymous) throw AwsException.Denied("Access Denied");
        authorizer.Authorize(s3.Call, "s3:ListAllMyBuckets", "*");
        var prefix = s3.Request.QueryText("prefix") ?? "";
        var buckets = access.Buckets.Values.Where(b => b.Account == s3.Call.Account && b.Name.StartsWith(prefix, StringComparison.Ordinal)
            && (s3.Request.QueryText("bucket-region") is not { } region || b.Region == region));
        var page = Page<Bucket>.Of(buckets, b => b.Name, s3.Request.QueryText("continuation-token"),
            s3.Int("max-buckets", 10_000, 1, 10_000), S3Errors.InvalidArgument);
        return S3Call.Answer(new XElement("ListAllMyBucketsResult", Owner(s3.Call.Account),
            new XElement("Buckets", page.Items.Select(b => new XElement("Bucket", new XElement("Name", b.Name),
                new XElement("CreationDate", S3Call.Time(b.Created)),
                new XElement("BucketRegion", b.Region), new XElement("BucketArn", b.Arn)))),
            page.Next is null ? null : new XElement("ContinuationToken", page.Next),
            prefix.Length == 0 ? null : new XElement("Prefix", prefix)));
    }

    AwsAnswer Location(S3Call s3) => S3Call.Answer(new XElement("LocationConstraint",
        access.Bucket(s3, "s3:GetBucketLocation").LocationConstraint));

    internal static XElement Owner(string account) => new("Owner", new XElement("ID", Ids.Stable(account, 64).ToLowerInvariant()));

    static AwsAnswer Existing(Bucket existing, Bucket wanted)
    {
        if (existing.Account != wanted.Account)
        {
            throw new AwsException("BucketAlreadyExists",
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a different name and try again.", 409)
            {
                Members = { ["BucketName"] = wanted.Name },
            };
        }

        if (existing.Region == "us-east-1" && wanted.Region == "us-east-1") return S3Call.Empty().With("Location", "/" + wanted.Name);
        throw new AwsException("BucketAlreadyOwnedByYou",
            "Your previous request to create the named bucket succeeded and you already own it.", 409)
        {
            Members = { ["BucketName"] = wanted.Name },
        };
    }

    static string Region(string callRegion, string constraint)
    {
        var region = constraint switch { "" => "us-east-1", "EU" => "eu-west-1", _ => constraint };
        if (constraint == "us-east-1" || !RegionForm().IsMatch(region))
            throw new AwsException("InvalidLocationConstraint",
                "The specified location-constraint is not valid") { Members = { ["LocationConstraint"] = constraint } };
        if (callRegion == "us-east-1" || callRegion == region) return region;
        throw new AwsException("IllegalLocationConstraintException",
            $"The {(constraint.Length == 0 ? "unspecified" : constraint)} location constraint is incompatible for the region specific endpoint this request was sent to.");
    }

    static bool IsName(string name) => NameForm().IsMatch(name) && !name.Contains("..", StringComparison.Ordinal)
        && !System.Net.IPAddress.TryParse(name, out _) && !name.StartsWith("xn--", StringComparison.Ordinal)
            && !name.EndsWith("-s3alias", StringComparison.Ordinal);

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$", RegexOptions.None, 1000)]
    private static partial Regex NameForm();

    [GeneratedRegex("^[a-z]{2}(-[a-z]+)+-[0-9]$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RegionForm();
}
