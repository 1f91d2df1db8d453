using System.Text;

namespace PlatformOperator.Ingestion.Poll;

/// <summary>The entries of <c>headersSecretRef</c>, one file each, read anew for every fetch so that they can be replaced at any time.</summary>
/// <param name="folder">Where the Secret is mounted; null without one.</param>
internal sealed class PollHeaders(string? folder)
{
    private const int MaxHeaders = 32;
    private const int MaxLength = 8192;

    // They say how a message is framed or where it goes, which is the client's business.
    private static readonly string[] Refused = ["Accept-Encoding", "Connection", "Content-Length", "Host", "Transfer-Encoding", "Upgrade"];

    /// <exception cref="PollFailedException">An entry is no header; the message does not hold its value.</exception>
    public IReadOnlyDictionary<string, string> Read()
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (folder is null)
            return headers;
        try
        {
            // Names with two dots in front are the kubelet's own folders behind the links.
            foreach (var path in Directory.EnumerateFiles(folder).Where(path => !Path.GetFileName(path).StartsWith("..", StringComparison.Ordinal))
                .Take(MaxHeaders))
                headers[Name(Path.GetFileName(path))] = Value(path);
            return headers;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new PollFailedException("headers", $"The Secret of spec.source.poll.headersSecretRef cannot be read: {e.Message.ReplaceLineEndings(" ")}", e)
            {
                IsTransient = true,
            };
        }
    }

    private static string Name(string name) => Refused.Contains(name, StringComparer.OrdinalIgnoreCase)
        ? throw new PollFailedException("headers", $"The Secret of spec.source.poll.headersSecretRef has the entry {name}, which cannot be set. Take it out.")
        : name;

    private static string Value(string path)
    {
        using var file = File.OpenRead(path);
        var content = new byte[MaxLength + 1];
        var length = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        var value = Encoding.UTF8.GetString(content, 0, length).Trim();
        return length <= MaxLength && value.All(c => c is >= ' ' and <= '~' or '\t')
            ? value
            : throw new PollFailedException("headers", $"Entry {Path.GetFileName(path)} of the Secret of spec.source.poll.headersSecretRef is not the value of a header: one line of printable ASCII, at most {MaxLength} characters.");
    }
}
