using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Testing;

namespace PlatformOperator.Ingestion.Tests.Ingest;

/// <summary>What was presented as an API key, right or wrong, is told to nobody.</summary>
public class ApiKeySecrecyTests
{
    private const string Wrong = "wrong-key-8e41c7";

    [Fact]
    public async Task Neither_a_right_nor_a_wrong_key_is_logged_answered_or_counted()
    {
        using var log = new CapturingLog();
        using var logs = LoggerFactory.Create(logging =>
        {
            CommandLine.ConfigureLogging(logging);
            logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        });
        await using var ingest = await IngestHarness.StartAsync(logs);
        var answers = new List<string>();

        foreach (var (type, body, with) in Requests())
        {
            var answer = await ingest.PostAsync(type, body, with);
            answers.Add($"{(int)answer.StatusCode} {answer.Headers} {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }

        using var http = new HttpClient();
        answers.Add(await http.GetStringAsync(new Uri(ingest.Management, "/metrics"), TestContext.Current.CancellationToken));
        var written = string.Join('\n', answers) + log.Text;
        Assert.Contains("Taking events at", written, StringComparison.Ordinal);
        Assert.Equal(4, answers.Count(answer => answer.StartsWith("401", StringComparison.Ordinal)));
        Assert.DoesNotContain(Wrong, written, StringComparison.Ordinal);
        Assert.DoesNotContain(IngestHarness.Key, written, StringComparison.Ordinal);
    }

    [Fact]
    public void A_change_of_the_keys_is_told_by_their_number_alone()
    {
        var folder = Directory.CreateTempSubdirectory("api-keys-");
        try
        {
            using var log = new CapturingLog();
            using var logs = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
            var time = new FakeTimeProvider();
            File.WriteAllText(Path.Combine(folder.FullName, "key"), Wrong);
            using var keys = new ApiKeys(folder.FullName, time, logs.CreateLogger<ApiKeys>());

            File.WriteAllText(Path.Combine(folder.FullName, "next"), IngestHarness.Key);
            time.Advance(ApiKeys.ReloadInterval);
            folder.Delete(recursive: true);
            time.Advance(ApiKeys.ReloadInterval);

            Assert.Contains("2 are valid now", log.Text, StringComparison.Ordinal);
            Assert.Contains("cannot be read", log.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Wrong, log.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(IngestHarness.Key, log.Text, StringComparison.Ordinal);
        }
        finally
        {
            if (folder.Exists)
                Directory.Delete(folder.FullName, recursive: true);
        }
    }

    private static IEnumerable<(string Type, string Body, Action<HttpRequestMessage> With)> Requests()
    {
        yield return ("application/json", "{}", _ => { });
        yield return ("application/json", "{broken", _ => { });
        yield return ("text/xml", "{}", _ => { });
        yield return ("application/json", "{}", request => request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Wrong));
        yield return ("application/json", "{}", request => request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Wrong));
        yield return ("application/json", "{}", request => Replace(request, "Authorization", Wrong + " \"quoted\" and more"));
        yield return ("application/json", "{}", request =>
        {
            request.Headers.Authorization = null;
            request.Headers.Add("X-Api-Key", Wrong);
        });
        yield return ("application/json", "{}", request => request.RequestUri = new Uri($"/v1/events?api_key={Wrong}", UriKind.Relative));
    }

    private static void Replace(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
