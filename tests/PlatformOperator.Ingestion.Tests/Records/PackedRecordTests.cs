using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Records;

public class PackedRecordTests
{
    private static readonly MemoryBudget Unlimited = new(long.MaxValue);

    [Fact]
    public void Decoding_gives_back_what_was_encoded()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<Tuple<string, bool, PositiveInt>[], string>((entries, key) =>
        {
            var requestKey = Encoding.ASCII.GetBytes(new string([.. (key ?? "").Where(c => c is > ' ' and <= '~').Take(255)]));
            using var chunk = EntryChunk.TryCreate(7, requestKey, Unlimited)!;
            var expected = (entries ?? []).Select(entry => (Text: OneLine(entry.Item1), IsEvent: entry.Item2, Number: entry.Item3.Get)).ToList();
            foreach (var (text, isEvent, number) in expected)
                Assert.True(isEvent ? chunk.TryAddEvent(Encoding.UTF8.GetBytes(text), number) : chunk.TryAddRefused(number, "why"u8, Encoding.UTF8.GetBytes(text)));
            var record = Samples.Record(chunk);
            Assert.Null(PackedRecord.Fault(record));
            var reader = new PackedRecordReader(record);
            foreach (var (text, isEvent, number) in expected)
            {
                Assert.True(reader.Read());
                Assert.Equal(isEvent ? EntryKind.Event : EntryKind.Refused, reader.Kind);
                Assert.Equal(text, Encoding.UTF8.GetString(reader.Content));
                Assert.True(reader.RequestKey.SequenceEqual(requestKey));
                Assert.Equal(isEvent && requestKey.Length == 0 ? 0 : number, reader.Number);
                Assert.Equal(isEvent ? "" : "why", Encoding.UTF8.GetString(reader.Reason));
            }
            Assert.False(reader.Read());
            Assert.True(reader.AtEnd);
        }));

        static string OneLine(string? text) => (text ?? "").Replace('\n', ' ').Replace('\r', ' ').Replace('\ud800', ' ');
    }

    [Fact]
    public void Chunks_of_several_requests_keep_their_own_keys_in_one_record()
    {
        using var first = EntryChunk.TryCreate(0, "k1"u8, Unlimited)!;
        using var second = EntryChunk.TryCreate(0, default, Unlimited)!;
        first.TryAddEvent("{\"n\":1}"u8, 5);
        second.TryAddEvent("{\"n\":2}"u8, 6);
        byte[] record = [.. Samples.Record(first), .. second.Written];
        var reader = new PackedRecordReader(record);
        Assert.True(reader.Read());
        Assert.True(reader.RequestKey.SequenceEqual("k1"u8));
        Assert.Equal(5, reader.Number);
        Assert.True(reader.Read());
        Assert.True(reader.RequestKey.IsEmpty);
        Assert.Equal("{\"n\":2}", Encoding.UTF8.GetString(reader.Content));
    }

    [Fact]
    public void An_event_of_several_lines_is_put_on_one()
    {
        var record = Samples.Record("{\r\n \"a\" : 1,\n\"b\":\"x\\ny\" }");
        Assert.Equal(["{   \"a\" : 1, \"b\":\"x\\ny\" }"], Samples.Contents(record));
    }

    [Fact]
    public void The_largest_event_with_the_longest_key_fits_into_a_record()
    {
        using var chunk = EntryChunk.TryCreate(0, Encoding.ASCII.GetBytes(new string('k', PackedRecord.MaxRequestKeyLength)), Unlimited)!;
        Assert.True(chunk.Fits(PackedRecord.MaxEventLength));
        Assert.True(chunk.TryAddEvent(new byte[PackedRecord.MaxEventLength], int.MaxValue));
        Assert.True(chunk.Length <= PackedRecord.MaxEntriesLength);
        Assert.False(chunk.Fits(1));
    }

    [Fact]
    public void Any_bytes_are_a_record_or_have_a_fault()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<byte[]>(bytes =>
        {
            byte[] record = [PackedRecord.Version, .. new byte[PackedRecord.IdLength], .. bytes ?? []];
            if (PackedRecord.Fault(record) is null)
                Samples.Contents(record);
        }));
    }

    [Fact]
    public void A_record_cut_off_anywhere_inside_an_entry_has_a_fault()
    {
        var record = Samples.Record("{\"a\":1}");
        for (var length = 0; length < record.Length; length++)
        {
            // Cut right behind the header or the request entry, it is a record without events.
            var whole = length is PackedRecord.HeaderLength or PackedRecord.HeaderLength + 2;
            Assert.Equal(whole, PackedRecord.Fault(record.AsSpan(0, length)) is null);
        }
    }

    [Fact]
    public void Another_version_has_a_fault()
    {
        var record = Samples.Record("{}");
        record[0] = 2;
        Assert.Contains("version 2", PackedRecord.Fault(record), StringComparison.Ordinal);
    }

    [Fact]
    public void A_chunk_counts_its_memory_and_gives_it_back()
    {
        var budget = new MemoryBudget(4096);
        using (var chunk = EntryChunk.TryCreate(0, default, budget)!)
        {
            Assert.True(chunk.TryAddEvent(new byte[600], 1));
            Assert.False(chunk.TryAddEvent(new byte[5000], 2));
            Assert.InRange(budget.Used, 600, 4096);
        }
        Assert.Equal(0, budget.Used);
    }
}
