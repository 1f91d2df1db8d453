using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

internal delegate AwsAnswer S3Operation(S3Call call);

/// <summary>An S3 call with its bucket and key.</summary>
internal sealed record S3Call(AwsCall Call, AwsRequest Request, S3Route Route)
{
    public static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    public string BucketName => Route.Bucket;

    public string Key => Route.Key;

    public string? Header(string name) => Request.Header(name);

    /// <summary>The body as XML with local names only.</summary>
    public XElement Xml()
    {
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(AwsChunked.Decode(Request).ToArray()),
                new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var root = XElement.Load(reader);
            foreach (var element in root.DescendantsAndSelf())
            {
                element.Name = element.Name.LocalName;
                element.RemoveAttributes();
            }

            return root;
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    public int Int(string query, int fallback, int minimum, int maximum) => Request.QueryText(query) is not { Length: > 0 } text ? fallback
        : int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= minimum
            ? Math.Min(number, maximum)
            : throw S3Errors.InvalidArgument($"Provided {query} not an integer or within integer range");

    public static AwsAnswer Answer(XElement body, int status = 200) => AwsAnswer.Xml(status, body, Namespace, "application/xml");

    public static AwsAnswer Empty(int status = 200) => new(status);

    public static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

/// <summary>S3's error codes. Verified with the S3 API reference ("List of error codes") and with moto.</summary>
internal static class S3Errors
{
    public static AwsException MalformedXml() =>
        new("MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static AwsException InvalidArgument(string message) => new("InvalidArgument", message);

    public static AwsException InvalidRequest(string message) => new("InvalidRequest", message);

    public static AwsException NotImplemented(string message) => new("NotImplemented", message, 501);

    public static AwsException NoSuchBucket(string bucket) =>
        new("NoSuchBucket", "The specified bucket does not exist", 404) { Members = { ["BucketName"] = bucket } };

    public static AwsException NoSuchKey(string key) =>
        new("NoSuchKey", "The specified key does not exist.", 404) { Members = { ["Key"] = key } };

    public static AwsException NoSuchUpload() => new("NoSuchUpload",
        "The specified multipart upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
            404);

    public static AwsException PreconditionFailed(string condition) =>
        new("PreconditionFailed", "At least one of the pre-conditions you specified did not hold",
            412) { Members = { ["Condition"] = condition } };
}
