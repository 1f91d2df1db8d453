using System.Runtime.CompilerServices;
using PlatformOperator.Ingestion.Streams;

namespace PlatformOperator.Ingestion.Process;

/// <summary>Reads shards page by page at the pace that Kinesis allows.</summary>
internal static class ShardReader
{
    /// <summary>Pages of what arrived then and later, to the shard's end.</summary>
    /// <exception cref="IteratorExpiredException">The caller took more than five minutes over a page.</exception>
    /// <exception cref="ShardGoneException">The stream does not know the shard any more.</exception>
    public static async IAsyncEnumerable<ShardPage> ReadAsync(
        ConsumerContext context, string shard, DateTimeOffset from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var iterator = await context.CallAsync(token => context.Reader.GetIteratorAsync(shard, from, token), cancellationToken).ConfigureAwait(false);
        while (true)
        {
            var page = await context.CallAsync(token => context.Reader.GetRecordsAsync(iterator, token), cancellationToken).ConfigureAwait(false);
            yield return page;
            if (page.NextIterator is null)
                yield break;
            iterator = page.NextIterator;
            await Task.Delay(context.Options.ReadInterval, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
