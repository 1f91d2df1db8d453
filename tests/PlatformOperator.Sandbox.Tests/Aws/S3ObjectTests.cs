using System.Net;
using System.Text;
using Amazon.KeyManagementService.Model;
using Amazon.S3;
using Amazon.S3.Model;

namespace PlatformOperator.Sandbox.Tests.Aws;

public class S3ObjectTests : AwsTest
{
    const string Name = "acme-raw";

    static async Task CreateAsync(AmazonS3Client s3) => await s3.PutBucketAsync(new PutBucketRequest
    {
        BucketName = Name, UseClientRegion = false,
            PutBucketConfiguration = new PutBucketConfiguration { LocationConstraint = "eu-west-1" },
    });

    static PutObjectRequest Put(string key, string content) => new() { BucketName = Name, Key = key, ContentBody = content };

    static async Task<string> ReadAsync(AmazonS3Client s3, string key, string? version = null)
    {
        using var answer = await s3.GetObjectAsync(new GetObjectRequest { BucketName = Name, Key = key, VersionId = version });
        using var reader = new StreamReader(answer.ResponseStream);
        return await reader.ReadToEndAsync(Ct);
    }

    [Fact]
    public async Task An_object_comes_back_with_its_metadata_and_etag()
    {
        using var s3 = S3();
        await CreateAsync(s3);
        var put = Put("a b/ü//+%.json", "hello");
        put.ContentType = "application/json";
        put.Metadata["Sensor"] = "1";
        var etag = (await s3.PutObjectAsync(put)).ETag;
        Assert.Equal("\"5d41402abc4b2a76b9719d911017c592\"", etag);
        var head = await s3.GetObjectMetadataAsync(Name, put.Key);
        Assert.Equal(("application/json", "1", 5, etag),
            (head.Headers.ContentType, head.Metadata["sensor"], head.ContentLength, head.ETag));
        Assert.Equal("hello", await ReadAsync(s3, put.Key));
        Assert.Equal(put.Key, Assert.Single(World.Buckets[0].Objects).Key);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Bodies_in_chunks_or_not_arrive_whole(bool chunked)
    {
        using var s3 = S3();
        await CreateAsync(s3);
        var content = new byte[200_000];
        new Random(1).NextBytes(content);
        foreach (var algorithm in new[] { ChecksumAlgorithm.CRC32, ChecksumAlgorithm.SHA256, ChecksumAlgorithm.SHA1 })
        {
            await s3.PutObjectAsync(new PutObjectRequest
            {
                BucketName = Name, Key = algorithm, InputStream = new MemoryStream(content), UseChunkEncoding = chunked,
                    ChecksumAlgorithm = algorithm,
            });
        }

        Assert.Equal(3, World.Buckets[0].Objects.Count);
        Assert.All(World.Buckets[0].Objects, o => Assert.True(o.Content.Span.SequenceEqual(content)));
    }

    /// <summary>The sums are the published check values of "123456789".</summary>
    [Theory]
    [InlineData("crc32", "y/Q5Jg==", HttpStatusCode.OK)]
    [InlineData("crc32c", "4waSgw==", HttpStatusCode.OK)]
    [InlineData("crc64nvme", "rosUhgp5mIg=", HttpStatusCode.OK)]
    [InlineData("crc64nvme", "AAAAAAAAAAA=", HttpStatusCode.BadRequest)]
    public async Task A_checksum_in_an_unsigned_trailer_is_verified(string algorithm, string sum, HttpStatusCode status)
    {
        using var s3 = S3();
        await CreateAsync(s3);
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Endpoint.Uri, $"/{Name}/k"));
        request.Content = new StringContent($"4\r\n1234\r\n5\r\n56789\r\n0\r\nx-amz-checksum-{algorithm}:{sum}\r\n\r\n", Encoding.ASCII);
        request.Content.Headers.ContentEncoding.Add("aws-chunked");
        request.Headers.TryAddWithoutValidation("Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIAOWN/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0");
        request.Headers.Add("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        request.Headers.Add("x-amz-decoded-content-length", "9");
        request.Headers.Add("x-amz-trailer", "x-amz-checksum-" + algorithm);
        Assert.Equal(status, (await http.SendAsync(request, Ct)).StatusCode);
        Assert.Equal(status == HttpStatusCode.OK ? ["123456789"] : [], World.Buckets[0].Objects
            .Select(o => Encoding.ASCII.GetString(o.Content.Span)));
    }

    [Fact]
    public async Task A_corrupt_body_is_refused()
    {
        using var s3 = S3();
        await CreateAsync(s3);
        var put = Put("k", "hello");
        put.MD5Digest = Convert.ToBase64String(new byte[16]);
        await FailsAsync("BadDigest", () => s3.PutObjectAsync(put));
        var wrong = Put("k", "hello");
        wrong.ChecksumCRC32 = "AAAAAA==";
        await FailsAsync("BadDigest", () => s3.PutObjectAsync(wrong));
        Assert.Empty(World.Buckets[0].Objects);
    }

    [Fact]
    public async Task Conditional_writes_let_one_writer_through()
    {
        using var s3 = S3();
        await CreateAsync(s3);
        var create = Put("state", "1");
        create.IfNoneMatch = "*";
        var first = await s3.PutObjectAsync(create);
        Assert.Equal(HttpStatusCode.PreconditionFailed,
            (await FailsAsync("PreconditionFailed", () => s3.PutObjectAsync(create))).StatusCode);
        var replace = Put("state", "2");
        replace.IfMatch = first.ETag;
        await s3.PutObjectAsync(replace);
        Assert.Equal(HttpStatusCode.PreconditionFailed,
            (await FailsAsync("PreconditionFailed", () => s3.PutObjectAsync(replace))).StatusCode);
        var missing = Put("absent", "1");
        missing.IfMatch = first.ETag;
        Assert.Equal(HttpStatusCode.NotFound, (await FailsAsync("NoSuchKey", () => s3.PutObjectAsync(missing))).StatusCode);
        Assert.Equal("2", await ReadAsync(s3, "state"));
    }

    [Fact]
    public async Task Ranges_and_read_conditions_hold()
    {
        using var s3 = S3();
        await CreateAsync(s3);
        var etag = (await s3.PutObjectAsync(Put("k", "0123456789"))).ETag;
        using var part = await s3.GetObjectAsync(new GetObjectRequest { BucketName = Name, Key = "k", ByteRange = new ByteRange(2, 4) });
        using var reader = new StreamReader(part.ResponseStream);
        Assert.Equal("234", await reader.ReadToEndAsync(Ct));
        Assert.Equal("bytes 2-4/10", part.ContentRange);
        await FailsAsync("InvalidRange", () => s3.GetObjectAsync(new GetObjectRequest { BucketName = Name, Key = "k",
            ByteRange = new ByteRange(10, 20) }));
        var same = await Assert.ThrowsAnyAsync<AmazonS3Exception>(() => s3.GetObjectAsync(new GetObjectRequest { BucketName = Name,
            Key = "k", EtagToNotMatch = etag }));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        await FailsAsync("PreconditionFailed", () => s3.GetObjectAsync(new GetObjectRequest { BucketName = Name, Key = "k",
            EtagToMatch = "\"other\"" }));
        await FailsAsync("NoSuchKey", () => s3.GetObjectAsync(Name, "none"));
    }

    [Fact]
    public async Task Versions_and_delete_markers_pile_up_and_go_one_by_one()
    {
        using var s3 = S3();
        await CreateAsync(s3);
        await s3.PutBucketVersioningAsync(new PutBucketVersioningRequest { BucketName = Name,
            VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } });
        var first = await s3.PutObjectAsync(Put("k", "1"));
        var second = await s3.PutObjectAsync(Put("k", "2"));
        var marker = await s3.DeleteObjectAsync(Name, "k");
        Assert.Equal("true", marker.DeleteMarker);
        await FailsAsync("NoSuchKey", () => s3.GetObjectAsync(Name, "k"));
        Assert.Equal("1", await ReadAsync(s3, "k", first.VersionId));
        var versions = (await s3.ListVersionsAsync(new ListVersionsRequest { BucketName = Name })).Versions;
        Assert.Equal([marker.VersionId, second.VersionId, first.VersionId], versions.Select(v => v.VersionId));
        await FailsAsync("BucketNotEmpty", () => s3.DeleteBucketAsync(Name));
        await s3.DeleteObjectAsync(Name, "k", marker.VersionId);
        Assert.Equal("2", await ReadAsync(s3, "k"));

        var paged = new List<string>();
        var page = new ListVersionsResponse();
        do
        {
            page = await s3.ListVersionsAsync(new ListVersionsRequest { BucketName = Name, MaxKeys = 1, KeyMarker = page.NextKeyMarker,
                VersionIdMarker = page.NextVersionIdMarker });
            paged.AddRange(page.Versions.Select(v => v.VersionId));
        }
        while (page.IsTruncated == true);
        Assert.Equal([second.VersionId, first.VersionId], paged);
        await s3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = Name,
            Objects = [.. paged.Select(v => new KeyVersion { Key = "k", VersionId = v })] });
        await s3.DeleteBucketAsync(Name);
    }

    [Fact]
    public async Task Lists_go_by_prefix_delimiter_and_page()
    {
        using var s3 = S3();
        await CreateAsync(s3);
        foreach (var key in new[] { "a/1", "a/2", "a/b/3", "c", "d/4", "e" }) await s3.PutObjectAsync(Put(key, key));
        var (keys, prefixes) = (new List<string>(), new List<string>());
        var page = new ListObjectsV2Response();
        do
        {
            page = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Name, Delimiter = "/", MaxKeys = 1,
                ContinuationToken = page.NextContinuationToken });
            keys.AddRange((page.S3Objects ?? []).Select(o => o.Key));
            prefixes.AddRange(page.CommonPrefixes ?? []);
        }
        while (page.IsTruncated == true);
        Assert.Equal(["c", "e"], keys);
        Assert.Equal(["a/", "d/"], prefixes);
        Assert.Equal(["a/2", "a/b/3"], (await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = Name, Prefix = "a/",
            StartAfter = "a/1" })).S3Objects.Select(o => o.Key));
    }

    [Fact]
    public async Task The_bucket_key_encrypts_what_names_no_key()
    {
        using var s3 = S3();
        using var kms = Kms();
        var key = (await kms.CreateKeyAsync(new CreateKeyRequest())).KeyMetadata;
        await CreateAsync(s3);
        await s3.PutBucketEncryptionAsync(new PutBucketEncryptionRequest
        {
            BucketName = Name,
            ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
            {
                ServerSideEncryptionRules = [new ServerSideEncryptionRule { BucketKeyEnabled = true,
                    ServerSideEncryptionByDefault = new ServerSideEncryptionByDefault { ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS, ServerSideEncryptionKeyManagementServiceKeyId = key.KeyId } }],
            },
        });
        var put = await s3.PutObjectAsync(Put("k", "secret"));
        Assert.Equal((ServerSideEncryptionMethod.AWSKMS, key.Arn, true),
            (put.ServerSideEncryptionMethod, put.ServerSideEncryptionKeyManagementServiceKeyId, put.BucketKeyEnabled));
        Assert.Equal(key.Arn, Assert.Single(World.Buckets[0].Objects).KmsKeyArn);
        await kms.DisableKeyAsync(key.KeyId);
        await FailsAsync("KMS.DisabledException", () => s3.GetObjectAsync(Name, "k"));
        await FailsAsync("KMS.DisabledException", () => s3.PutObjectAsync(Put("k", "x")));
        await kms.ScheduleKeyDeletionAsync(key.KeyId, 7);
        Time.Advance(TimeSpan.FromDays(7));
        await FailsAsync("KMS.NotFoundException", () => s3.GetObjectAsync(Name, "k"));
    }

    [Fact]
    public async Task Parts_become_one_object()
    {
        using var s3 = S3();
        await CreateAsync(s3);
        var upload = (await s3.InitiateMultipartUploadAsync(Name, "big")).UploadId;
        var tags = new List<PartETag>();
        foreach (var (number, size) in new[] { (1, 5 * 1024 * 1024), (2, 10) })
        {
            var part = await s3.UploadPartAsync(new UploadPartRequest { BucketName = Name, Key = "big", UploadId = upload,
                PartNumber = number, InputStream = new MemoryStream(Encoding.ASCII.GetBytes(new string((char)('0' + number), size))) });
            tags.Add(new PartETag(number, part.ETag));
        }

        Assert.Equal([1, 2], (await s3.ListPartsAsync(Name, "big", upload)).Parts.Select(p => p.PartNumber!.Value));
        Assert.Single((await s3.ListMultipartUploadsAsync(Name)).MultipartUploads);
        await FailsAsync("InvalidPart", () => s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = Name,
            Key = "big", UploadId = upload, PartETags = [new PartETag(3, "x")] }));
        var done = await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest { BucketName = Name, Key = "big",
            UploadId = upload, PartETags = tags });
        Assert.EndsWith("-2\"", done.ETag, StringComparison.Ordinal);
        Assert.Equal(5 * 1024 * 1024 + 10, Assert.Single(World.Buckets[0].Objects).Content.Length);
        await FailsAsync("NoSuchUpload", () => s3.AbortMultipartUploadAsync(Name, "big", upload));
    }

    [Fact]
    public async Task A_copy_takes_content_and_metadata_along()
    {
        using var s3 = S3();
        await CreateAsync(s3);
        var put = Put("from here", "hello");
        put.Metadata["a"] = "b";
        await s3.PutObjectAsync(put);
        await s3.CopyObjectAsync(Name, "from here", Name, "to");
        Assert.Equal("hello", await ReadAsync(s3, "to"));
        Assert.Equal("b", (await s3.GetObjectMetadataAsync(Name, "to")).Metadata["a"]);
        await FailsAsync("InvalidRequest", () => s3.CopyObjectAsync(Name, "to", Name, "to"));
    }

    [Fact]
    public async Task Virtual_hosts_name_the_bucket_too()
    {
        using var s3 = S3();
        await CreateAsync(s3);
        await s3.PutObjectAsync(Put("a/k", "hello"));
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Endpoint.Uri, "/a/k"));
        request.Headers.Host = $"{Name}.s3.eu-west-1.amazonaws.com";
        request.Headers.TryAddWithoutValidation("Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIAOWN/20260101/eu-west-1/s3/aws4_request, SignedHeaders=host, Signature=0");
        Assert.Equal("hello", await (await http.SendAsync(request, Ct)).Content.ReadAsStringAsync(Ct));
        Assert.Equal(HttpStatusCode.Forbidden, (await http.GetAsync(new Uri(Endpoint.Uri, $"/{Name}/a/k"), Ct)).StatusCode);
    }

    [Fact]
    public async Task The_aws_cli_copies_up_lists_and_copies_down()
    {
        using var s3 = S3();
        await CreateAsync(s3);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, new byte[9 * 1024 * 1024], Ct);
            await AwsCli.TryAsync(Endpoint.Uri, $"s3 cp {file} s3://{Name}/dir/big.bin", Ct);
            Assert.EndsWith("-2\"", Assert.Single(World.Buckets[0].Objects).ETag, StringComparison.Ordinal);
            var (code, output, error) = await AwsCli.TryAsync(Endpoint.Uri, $"s3 ls s3://{Name}/ --recursive", Ct);
            Assert.True(code == 0, error);
            Assert.Contains("9437184 dir/big.bin", output, StringComparison.Ordinal);
            await File.WriteAllBytesAsync(file, [], Ct);
            (code, _, error) = await AwsCli.TryAsync(Endpoint.Uri, $"s3 cp s3://{Name}/dir/big.bin {file}", Ct);
            Assert.True(code == 0, error);
            Assert.Equal(9 * 1024 * 1024, new FileInfo(file).Length);
            (code, _, error) = await AwsCli.TryAsync(Endpoint.Uri, $"s3 rb --force s3://{Name}", Ct);
            Assert.True(code == 0, error);
            Assert.Empty(World.Buckets);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
