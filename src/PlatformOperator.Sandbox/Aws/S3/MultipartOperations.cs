using System.Globalization;
using System.Xml.Linq;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>Objects in parts. Verified with the S3 user guide ("Multipart upload": limits, ETag, order) and the aws CLI.</summary>
internal sealed class MultipartOperations(S3Access access, ObjectEncryption encryption, ObjectStore store)
{
    const int MinimumPartBytes = 5 * 1024 * 1024;

    public void AddTo(Dictionary<string, S3Operation> operations)
    {
        operations["CreateMultipartUpload"] = Create;
        operations["UploadPart"] = UploadPart;
        operations["UploadPartCopy"] = CopyPart;
        operations["CompleteMultipartUpload"] = Complete;
        operations["AbortMultipartUpload"] = Abort;
        operations["ListParts"] = ListParts;
        operations["ListMultipartUploads"] = ListUploads;
    }

    AwsAnswer Create(S3Call s3)
    {
        var bucket = ObjectWriteOperations.AuthorizeWrite(access, s3);
        var sse = ObjectEncryption.Wanted(s3, bucket);
        var template = encryption.Encrypt(s3, bucket, ObjectWriteOperations.Template(s3, bucket), sse);
        var upload = new MultipartUpload(Ids.Random(64), template, sse, s3.Call.Now);
        bucket.Uploads[upload.UploadId] = upload;
        return ObjectEncryption.AddHeaders(S3Call.Answer(new XElement("InitiateMultipartUploadResult", new XElement("Bucket", bucket.Name),
            new XElement("Key", s3.Key), new XElement("UploadId", upload.UploadId))), template)
                .With("x-amz-checksum-algorithm", s3.Header("x-amz-checksum-algorithm"));
    }

    AwsAnswer UploadPart(S3Call s3)
    {
        var bucket = ObjectWriteOperations.AuthorizeWrite(access, s3);
        var payload = AwsChunked.Decode(s3.Request, out var trailer);
        var part = Keep(s3, bucket, payload, Checksums.Verify(s3.Request, trailer, payload.Span));
        return ObjectEncryption.AddHeaders(S3Call.Empty(), Upload(s3, bucket).Template).With("ETag", part.ETag)
            .With(part.Checksum?.Header ?? "", part.Checksum?.Value);
    }

    AwsAnswer CopyPart(S3Call s3)
    {
        var bucket = ObjectWriteOperations.AuthorizeWrite(access, s3);
        var (_, source) = ObjectWriteOperations.Source(access, encryption, s3);
        var content = source.Content;
        if (s3.Header("x-amz-copy-source-range") is { } range)
        {
            if (!range.StartsWith("bytes=", StringComparison.Ordinal) || range["bytes=".Length..].Split('-') is not [var first, var last]
                || !int.TryParse(first, CultureInfo.InvariantCulture, out var start)
                    || !int.TryParse(last, CultureInfo.InvariantCulture, out var end)
                || start > end || end >= content.Length)
                throw S3Errors.InvalidArgument("The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy");
            content = content[start..(end + 1)];
        }

        var part = Keep(s3, bucket, content, null);
        return S3Call.Answer(new XElement("CopyPartResult", new XElement("LastModified", S3Call.Time(part.LastModified)),
            new XElement("ETag", part.ETag)));
    }

    UploadedPart Keep(S3Call s3, Bucket bucket, ReadOnlyMemory<byte> content, (string, string)? checksum)
    {
        var upload = Upload(s3, bucket);
        var number = s3.Int("partNumber", 0, 0, int.MaxValue);
        if (number is < 1 or > 10_000) throw S3Errors.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive");
        encryption.Encrypt(s3, bucket, upload.Template, upload.Sse);
        store.Take(content.Length);
        if (upload.Parts.TryGetValue(number, out var old)) store.Release(old.Content.Length);
        return upload.Parts[number] = new UploadedPart(number, content, ObjectWriteOperations.Quoted(Checksums.Md5(content.Span)),
            s3.Call.Now, checksum);
    }

    AwsAnswer Complete(S3Call s3)
    {
        var bucket = ObjectWriteOperations.AuthorizeWrite(access, s3);
        var upload = Upload(s3, bucket);
        ObjectWriteOperations.CheckPreconditions(s3, bucket);
        var parts = Chosen(upload, s3.Xml());
        encryption.Decrypt(s3, bucket, upload.Template);
        var content = new byte[parts.Sum(p => p.Content.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.Content.Span.CopyTo(content.AsSpan(at));
            at += part.Content.Length;
        }

        var hashes = parts.SelectMany(p => Convert.FromHexString(p.ETag.Trim('"'))).ToArray();
        var version = upload.Template with
        {
            VersionId = ObjectStore.NewVersionId(bucket),
            LastModified = s3.Call.Now,
            Content = content,
            ETag = $"\"{Convert.ToHexStringLower(Checksums.Md5(hashes))}-{parts.Count}\"",
        };
        Forget(bucket, upload);
        store.Take(content.Length);
        store.Add(bucket, version);
        return ObjectWriteOperations.Written(S3Call.Answer(new XElement("CompleteMultipartUploadResult",
            new XElement("Location", $"/{bucket.Name}/{s3.Key}"),
            new XElement("Bucket", bucket.Name), new XElement("Key", s3.Key), new XElement("ETag", version.ETag))), bucket, version);
    }

    AwsAnswer Abort(S3Call s3)
    {
        var bucket = access.ForObject(s3, "s3:AbortMultipartUpload");
        Forget(bucket, Upload(s3, bucket));
        return S3Call.Empty(204);
    }

    AwsAnswer ListParts(S3Call s3)
    {
        var bucket = access.ForObject(s3, "s3:ListMultipartUploadParts");
        var upload = Upload(s3, bucket);
        var (after, size) = (s3.Int("part-number-marker", 0, 0, 10_000), s3.Int("max-parts", 1000, 1, 1000));
        var rest = upload.Parts.Values.Where(p => p.Number > after).ToList();
        var page = rest.Take(size).ToList();
        return S3Call.Answer(new XElement("ListPartsResult", new XElement("Bucket", bucket.Name), new XElement("Key", s3.Key),
            new XElement("UploadId", upload.UploadId),
            new XElement("PartNumberMarker", after), new XElement("NextPartNumberMarker", page.Count > 0 ? page[^1].Number : after),
            new XElement("MaxParts", size),
            new XElement("IsTruncated", rest.Count > page.Count), new XElement("StorageClass", upload.Template.StorageClass),
            page.Select(p => new XElement("Part", new XElement("PartNumber", p.Number),
                new XElement("LastModified", S3Call.Time(p.LastModified)),
                new XElement("ETag", p.ETag), new XElement("Size", p.Content.Length)))));
    }

    AwsAnswer ListUploads(S3Call s3)
    {
        var bucket = access.Bucket(s3, "s3:ListBucketMultipartUploads");
        var (keyMarker, idMarker) = (s3.Request.QueryText("key-marker") ?? "", s3.Request.QueryText("upload-id-marker") ?? "");
        var (prefix, size) = (s3.Request.QueryText("prefix") ?? "", s3.Int("max-uploads", 1000, 1, 1000));
        var rest = bucket.Uploads.Values.Where(u => u.Template.Key.StartsWith(prefix, StringComparison.Ordinal))
            .OrderBy(u => u.Template.Key, StringComparer.Ordinal).ThenBy(u => u.UploadId, StringComparer.Ordinal)
            .Where(u => string.CompareOrdinal(u.Template.Key, keyMarker) is var order
                && (order > 0 || (order == 0 && idMarker.Length > 0 && string.CompareOrdinal(u.UploadId, idMarker) > 0))).ToList();
        var page = rest.Take(size).ToList();
        var more = rest.Count > page.Count;
        return S3Call.Answer(new XElement("ListMultipartUploadsResult", new XElement("Bucket", bucket.Name),
            new XElement("KeyMarker", keyMarker),
            new XElement("UploadIdMarker", idMarker), more ? new XElement("NextKeyMarker", page[^1].Template.Key) : null,
            more ? new XElement("NextUploadIdMarker", page[^1].UploadId) : null, new XElement("Prefix", prefix),
                new XElement("MaxUploads", size),
            new XElement("IsTruncated", more),
            page.Select(u => new XElement("Upload", new XElement("Key", u.Template.Key), new XElement("UploadId", u.UploadId),
                new XElement("StorageClass", u.Template.StorageClass), new XElement("Initiated", S3Call.Time(u.Initiated))))));
    }

    static List<UploadedPart> Chosen(MultipartUpload upload, XElement xml)
    {
        var parts = new List<UploadedPart>();
        foreach (var wanted in xml.Elements("Part"))
        {
            if (!int.TryParse(wanted.Element("PartNumber")?.Value, CultureInfo.InvariantCulture,
                out var number)) throw S3Errors.MalformedXml();
            if (parts.Count > 0 && number <= parts[^1].Number)
                throw new AwsException("InvalidPartOrder",
                    "The list of parts was not in ascending order. Parts must be ordered by part number.");
            if (!upload.Parts.TryGetValue(number, out var part) || part.ETag.Trim('"') != wanted.Element("ETag")?.Value.Trim('"'))
                throw new AwsException("InvalidPart", "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.");
            parts.Add(part);
        }

        if (parts.Count == 0) throw S3Errors.MalformedXml();
        if (parts.SkipLast(1).Any(p => p.Content.Length < MinimumPartBytes))
            throw new AwsException("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
        return parts;
    }

    void Forget(Bucket bucket, MultipartUpload upload)
    {
        bucket.Uploads.Remove(upload.UploadId);
        foreach (var part in upload.Parts.Values) store.Release(part.Content.Length);
    }

    static MultipartUpload Upload(S3Call s3, Bucket bucket) =>
        bucket.Uploads.TryGetValue(s3.Request.QueryText("uploadId") ?? "", out var upload) && upload.Template.Key == s3.Key ? upload
            : throw S3Errors.NoSuchUpload();
}
