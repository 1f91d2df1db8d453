using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using PlatformOperator.Ingestion.Duplicates;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Streams;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Duplicates;

public class DuplicateFilterTests
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_second_of_equal_ids_is_left_out_whatever_their_spelling_and_place()
    {
        Assert.Equal(
            ["{\"id\":\"a\"}", "{\"id\":1}", "{\"id\":null}", "{\"id\":null}", "{\"id\":\"b\",\"x\":{\"id\":\"a\"}}"],
            New("id", Samples.Record(
                "{\"id\":\"a\"}", "{\"x\":[{\"id\":\"b\"}],\"id\":\"\\u0061\"}", "{\"id\":1}", "{\"id\":1}", "{\"id\":null}", "{\"id\":null}", "{\"id\":\"b\",\"x\":{\"id\":\"a\"}}")));
    }

    [Fact]
    public void Without_ids_the_place_in_a_request_counts()
    {
        Assert.Equal(
            ["{\"n\":1}", "{\"n\":2}", "{\"n\":1}", "{\"n\":3}"],
            New(null, Keyed("a", "{\"n\":1}", "{\"n\":2}"), Keyed("b", "{\"n\":1}"), Keyed("a", "{\"n\":1}", "{\"n\":2}", "{\"n\":3}")));
    }

    [Fact]
    public void Without_either_only_a_record_stored_twice_is_known()
    {
        var record = Samples.Record("{\"n\":1}", "{\"n\":1}");
        Assert.Equal(["{\"n\":1}", "{\"n\":1}", "{\"n\":1}"], New(null, record, record, Samples.Record("{\"n\":1}")));
    }

    [Fact]
    public void An_event_and_a_refused_line_of_one_place_are_two()
    {
        using var chunk = Samples.Chunk("k", "{}");
        Assert.True(chunk.TryAddRefused(1, "why"u8, "refused"u8));
        Assert.Equal(["{}", "refused"], New(null, Samples.Record(chunk), Samples.Record(chunk)));
    }

    [Fact]
    public void Places_in_requests_do_not_collide()
    {
        var events = Enumerable.Range(0, 50_000).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(events.Length, New(null, Keyed("some-request-key", events)).Count);
    }

    [Fact]
    public void Who_begins_ten_minutes_back_decides_as_who_read_it_all()
    {
        Check.QuickThrowOnFailure(Prop.ForAll<(byte Seconds, byte Id)[], NonNegativeInt>((steps, from) =>
        {
            var (records, at) = (new List<ReceivedRecord>(), Noon);
            foreach (var (seconds, id) in steps ?? [])
            {
                // Up to five minutes on, and by up to half a minute out of order.
                at += TimeSpan.FromSeconds(seconds * 5 / 4);
                var arrived = at - TimeSpan.FromSeconds(id / 8);
                records.Add(new ReceivedRecord(records.Count.ToString(CultureInfo.InvariantCulture), arrived, Keyed($"{id % 4}", "{}")));
            }
            if (records.Count == 0)
                return;
            var split = from.Get % records.Count;
            using var all = new DuplicateFilter(null);
            var expected = records.ConvertAll(record => IsNew(all, record));
            using var before = new DuplicateFilter(null);
            records.Take(split).ToList().ForEach(record => before.Remember(record));
            using var successor = new DuplicateFilter(null);
            foreach (var record in records.Take(split).SkipWhile(record => split > 0 && record.Arrived < DuplicateFilter.ReadFrom(before.Arrived)))
                successor.Remember(record);
            Assert.Equal(expected.Skip(split), records.Skip(split).Select(record => IsNew(successor, record)));
        }));
    }

    private static bool IsNew(DuplicateFilter filter, ReceivedRecord record)
    {
        filter.Advance(record.Arrived);
        var reader = new PackedRecordReader(record.Data.Span);
        filter.IsNewRecord(reader.Id);
        return reader.Read() && filter.IsNew(reader);
    }

    private static List<string> New(string? idField, params byte[][] records)
    {
        using var filter = new DuplicateFilter(idField);
        var found = new List<string>();
        foreach (var record in records)
        {
            filter.Advance(Noon);
            var reader = new PackedRecordReader(record);
            filter.IsNewRecord(reader.Id);
            while (reader.Read())
            {
                if (filter.IsNew(reader))
                    found.Add(Encoding.UTF8.GetString(reader.Content));
            }
        }
        return found;
    }

    private static byte[] Keyed(string key, params string[] events)
    {
        using var chunk = Samples.Chunk(key, events);
        return Samples.Record(chunk);
    }
}
