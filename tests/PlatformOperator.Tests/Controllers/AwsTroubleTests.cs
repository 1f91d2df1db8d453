using PlatformOperator.Api;
using PlatformOperator.Sandbox.Aws;
using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Tests.Controllers;

/// <summary>An AWS account whose faults a test sets.</summary>
public sealed class TroubledSandboxFixture : SandboxFixture
{
    internal AwsTrouble Trouble { get; } = new();

    protected override AwsEndpointOptions Aws => base.Aws with { Faults = Trouble };
}

/// <summary>Lets a test decide what becomes of a call; by default it passes.</summary>
internal sealed class AwsTrouble : IFaults
{
    public Func<FaultCall, Func<Task>, Task> Answer { get; set; } = Pass;

    public Task InvokeAsync(FaultCall call, Func<Task> carryOut, CancellationToken cancellationToken) => Answer(call, carryOut);

    public static Task Pass(FaultCall call, Func<Task> carryOut) => carryOut();
}

/// <summary>A test that sets faults of AWS; each begins and ends without.</summary>
public abstract class TroubledSandboxTest(TroubledSandboxFixture fixture) : SandboxTest(fixture), IClassFixture<TroubledSandboxFixture>, IAsyncLifetime
{
    internal AwsTrouble Trouble => fixture.Trouble;

    public ValueTask InitializeAsync()
    {
        Trouble.Answer = AwsTrouble.Pass;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Trouble.Answer = AwsTrouble.Pass;
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}

/// <summary>AWS that refuses, cannot be reached, or loses its answer.</summary>
public sealed class AwsTroubleTests(TroubledSandboxFixture fixture) : TroubledSandboxTest(fixture)
{
    [Fact]
    public async Task An_endpoint_that_cannot_be_reached_is_told_of_and_tried_again_by_itself()
    {
        await ReadyTenantAsync("at-unreachable");
        Trouble.Answer = (_, _) => throw new FaultException(0, "", "no answer");
        var bucket = await CreateAsync(New.Bucket("at-unreachable"));

        var condition = await NotReadyAsync(bucket, "AwsUnreachable");
        Assert.Contains("AWS cannot be reached", condition.Message, StringComparison.Ordinal);

        Trouble.Answer = AwsTrouble.Pass;
        await ReadyAsync(bucket);
    }

    [Fact]
    public async Task A_denied_call_says_which_and_changes_nothing_else()
    {
        await ReadyTenantAsync("at-refused");
        Trouble.Answer = (call, carryOut) => call.Operation == "CreateBucket"
            ? throw new FaultException(403, "AccessDenied", "User is not authorized to perform: s3:CreateBucket")
            : carryOut();
        var bucket = await CreateAsync(New.Bucket("at-refused"));

        var condition = await NotReadyAsync(bucket, "AccessDenied");

        Assert.Contains("s3:CreateBucket", condition.Message, StringComparison.Ordinal);
        Assert.Contains("in account 123456789012", condition.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(World.Buckets, b => b.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "at-refused");
        Assert.Equal("Warning", (await EventAsync(bucket, "AccessDenied")).Type);
    }

    /// <summary>Objects may have been written under a key that the bucket had only until its next setting was refused.</summary>
    [Fact]
    public async Task A_key_that_a_bucket_had_for_a_moment_is_known_as_used()
    {
        await ReadyTenantAsync("at-keys");
        var first = await CreateReadyAsync(New.Key("at-keys", "first"));
        var second = await CreateReadyAsync(New.Key("at-keys", "second"));
        var third = await CreateReadyAsync(New.Key("at-keys", "third"));
        var wanted = New.Bucket("at-keys");
        wanted.Spec.Encryption.KeyRef = new KeyReference { Name = "first" };
        var bucket = await CreateReadyAsync(wanted);
        Trouble.Answer = (call, carryOut) => call.Operation == "PutBucketVersioning" ? throw new FaultException(403, "AccessDenied", "no") : carryOut();
        await EditAsync(bucket, live => (live.Spec.Encryption.KeyRef!.Name, live.Spec.Versioning) = ("second", BucketVersioning.Suspended));
        await NotReadyAsync(bucket, "AccessDenied");

        Trouble.Answer = AwsTrouble.Pass;
        await EditAsync(bucket, live => live.Spec.Encryption.KeyRef!.Name = "third");
        bucket = await SeenAsync(bucket, live => live.Status.KeyArn == third.Status.KeyArn && Condition(live, "Ready")?.Status == "True", "has the third key");

        Assert.Equal([first.Status.KeyArn!, second.Status.KeyArn!], bucket.Status.PreviousKeys!);
    }

    [Fact]
    public async Task A_pipeline_is_stalled_as_long_as_a_part_of_it_is()
    {
        await ReadyTenantAsync("at-part");
        Trouble.Answer = (call, carryOut) => call.Operation == "CreateStream"
            ? throw new FaultException(400, "AccessDeniedException", "User is not authorized to perform: kinesis:CreateStream")
            : carryOut();
        await CreateAsync(New.ApiKey("at-part"));
        var pipeline = await CreateAsync(New.Pipeline("at-part"));

        var stalled = await SeenAsync(pipeline, live => Condition(live, "Stalled") is not null, "is stalled");
        Assert.Contains("kinesis:CreateStream", Condition(stalled, "Ready")!.Message, StringComparison.Ordinal);

        Trouble.Answer = AwsTrouble.Pass;
        await AnnotateAsync(Assert.Single(await Client.ListAsync<DataStream>("at-part", cancellationToken: Cancel)), Annotations.ReconcileAt, "now");
        await SeenAsync(pipeline, live => Condition(live, "Stalled") is null, "goes on");
    }

    /// <summary>KMS may judge a call about a new key as if the key had no tags yet.</summary>
    [Fact]
    public async Task A_key_that_may_not_be_named_at_first_is_no_trouble_and_no_second_one_is_made()
    {
        await ReadyTenantAsync("at-young");
        var refused = 0;
        Trouble.Answer = (call, carryOut) => call.Operation == "CreateAlias" && Interlocked.Increment(ref refused) == 1
            ? throw new FaultException(400, "AccessDeniedException", "User is not authorized to perform: kms:CreateAlias")
            : carryOut();
        var key = await CreateAsync(New.Key("at-young"));

        await NotReadyAsync(key, "Creating");
        Assert.Null(Condition(await GetAsync(key), "Stalled"));

        await AnnotateAsync(key, Annotations.ReconcileAt, "now");
        key = await ReadyAsync(key);
        Assert.Equal(key.Status.KeyArn, Assert.Single(World.Keys, k => k.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "at-young").Arn);
    }

    [Fact]
    public async Task A_lost_answer_to_CreateKey_makes_no_second_key()
    {
        await ReadyTenantAsync("at-lost");
        var lost = 0;
        Trouble.Answer = async (call, carryOut) =>
        {
            await carryOut();
            if (call.Operation == "CreateKey" && Interlocked.Increment(ref lost) == 1)
                throw new FaultException(0, "", "answer lost");
        };

        var key = await CreateReadyAsync(New.Key("at-lost"));

        Assert.Equal(1, lost);
        Assert.Equal(key.Status.KeyArn, Assert.Single(World.Keys, k => k.Tags.GetValueOrDefault("dataplatform.dev/namespace") == "at-lost").Arn);
    }

    [Theory]
    [InlineData("CreateBucket", "at-lost-bucket")]
    [InlineData("PutBucketEncryption", "at-lost-setting")]
    public async Task A_lost_answer_of_S3_is_made_good(string operation, string home)
    {
        await ReadyTenantAsync(home);
        var lost = 0;
        Trouble.Answer = async (call, carryOut) =>
        {
            await carryOut();
            if (call.Operation == operation && Interlocked.Increment(ref lost) <= 3)
                throw new FaultException(0, "", "answer lost");
        };

        var bucket = await CreateReadyAsync(New.Bucket(home));

        Assert.NotEqual(0, lost);
        Assert.Equal("aws:kms", World.Buckets.Single(b => b.Name == bucket.Status.BucketName).SseAlgorithm);
    }

    [Fact]
    public async Task A_throttled_call_is_repeated_until_it_passes()
    {
        await ReadyTenantAsync("at-throttled");
        var refused = 0;
        Trouble.Answer = (call, carryOut) => call.Operation == "CreateStream" && Interlocked.Increment(ref refused) <= 4
            ? throw new FaultException(400, "ThrottlingException", "Rate exceeded")
            : carryOut();

        await CreateReadyAsync(New.Stream("at-throttled"));

        Assert.Equal(5, refused);
    }

    [Fact]
    public async Task Abandon_ends_a_deletion_that_AWS_holds_up_and_names_what_is_left_behind()
    {
        await ReadyTenantAsync("at-abandon");
        var wanted = New.Bucket("at-abandon");
        wanted.Spec.DeletionPolicy = DeletionPolicy.Delete;
        var bucket = await CreateReadyAsync(wanted);
        Trouble.Answer = (call, carryOut) => call.Operation == "DeleteBucket" ? throw new FaultException(403, "AccessDenied", "no") : carryOut();

        await DeleteAsync(bucket);
        await NotReadyAsync(bucket, "AccessDenied");
        await AnnotateAsync(bucket, Annotations.Abandon, "true");
        await GoneAsync(bucket);

        Assert.Contains(bucket.Status.BucketArn!, (await EventAsync(bucket, "Abandoned")).Message, StringComparison.Ordinal);
        Assert.Contains(World.Buckets, b => b.Name == bucket.Status.BucketName);
    }
}
