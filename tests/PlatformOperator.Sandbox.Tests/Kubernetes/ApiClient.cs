using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PlatformOperator.Sandbox.Kubernetes;

namespace PlatformOperator.Sandbox.Tests.Kubernetes;

/// <summary>An answer of the API server.</summary>
internal sealed record Answer(int Status, string Text, HttpResponseMessage Raw)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    public string Message => Json.Text("message") ?? "";

    public string Reason => Json.Text("reason") ?? "";
}

/// <summary>A plain HTTP client of the API server, with the credentials of a kubeconfig that it wrote.</summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;

    public ApiClient(KubernetesApiServer server, string? kubeconfig = null)
    {
        kubeconfig ??= server.Kubeconfig;
        var authority = X509Certificate2.CreateFromPem(Base64(Field(kubeconfig, "certificate-authority-data")!));
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            return chain.Build((X509Certificate2)certificate!);
        };
        if (Field(kubeconfig, "client-certificate-data") is { } certificate)
        {
            var client = X509Certificate2.CreateFromPem(Base64(certificate), Base64(Field(kubeconfig, "client-key-data")!));
            handler.SslOptions.ClientCertificates = [client];
        }

        _http = new HttpClient(handler) { BaseAddress = server.Uri, Timeout = TimeSpan.FromMinutes(1) };
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("tests/1.0");
        if (Field(kubeconfig, "token") is { } token)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public Task<Answer> GetAsync(string path, string accept = "application/json") => SendAsync(HttpMethod.Get, path, null, "application/json", accept);

    public Task<Answer> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body.ToJsonString());

    public Task<Answer> PutAsync(string path, JsonNode body) => SendAsync(HttpMethod.Put, path, body.ToJsonString());

    public Task<Answer> MergeAsync(string path, string patch) => SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json");

    public Task<Answer> JsonPatchAsync(string path, string patch) => SendAsync(HttpMethod.Patch, path, patch, "application/json-patch+json");

    public Task<Answer> ApplyAsync(string path, string manager, string body, string more = "") =>
        SendAsync(HttpMethod.Patch, $"{path}?fieldManager={manager}{more}", body, "application/apply-patch+yaml");

    public Task<Answer> DeleteAsync(string path, string? options = null) => SendAsync(HttpMethod.Delete, path, options);

    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? body, string contentType = "application/json", string accept = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (body != null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        var response = await _http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    public async Task<Answer> ImpersonateAsync(string user, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Impersonate-User", user);
        var response = await _http.SendAsync(request);
        return new Answer((int)response.StatusCode, await response.Content.ReadAsStringAsync(), response);
    }

    /// <summary>Opens a watch; the caller disposes it.</summary>
    public async Task<Watch> WatchAsync(string path, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode}");
        return new Watch(response, new StreamReader(await response.Content.ReadAsStreamAsync()));
    }

    /// <summary>Watches a resource until an object, present or changed, is as wanted (null: deleted).</summary>
    public async Task UntilAsync(string collection, string name, Func<JsonNode?, bool> wanted)
    {
        var list = (await GetAsync(collection)).Json;
        if (wanted(list.Maps("items").FirstOrDefault(item => item.Text("metadata", "name") == name)))
            return;
        using var watch = await WatchAsync($"{collection}?watch=true&resourceVersion={list.Text("metadata", "resourceVersion")}");
        while (true)
        {
            var (type, item) = await watch.NextAsync();
            if (item.Text("metadata", "name") == name && wanted(type == "DELETED" ? null : item))
                return;
        }
    }

    public Task GoneAsync(string collection, string name) => UntilAsync(collection, name, item => item == null);

    public void Dispose() => _http.Dispose();

    private static string Base64(string text) => Encoding.ASCII.GetString(Convert.FromBase64String(text));

    private static string? Field(string kubeconfig, string name)
    {
        var match = Regex.Match(kubeconfig, $@"\b{name}: (\S+)", RegexOptions.None, TimeSpan.FromSeconds(1));
        return match.Success ? match.Groups[1].Value : null;
    }
}

/// <summary>An open watch.</summary>
internal sealed class Watch(HttpResponseMessage response, StreamReader reader) : IDisposable
{
    // Only bounds a test that would wait for ever; no test passes or fails by it otherwise.
    private readonly CancellationTokenSource _bound = new(TimeSpan.FromMinutes(1), TimeProvider.System);

    public async Task<(string Type, JsonNode Object)> NextAsync()
    {
        var line = await reader.ReadLineAsync(_bound.Token) ?? throw new EndOfStreamException("the watch ended");
        var json = JsonNode.Parse(line)!;
        return (json.Text("type")!, json["object"]!);
    }

    public async Task<bool> HasEndedAsync() => await reader.ReadLineAsync(_bound.Token) == null;

    public void Dispose()
    {
        _bound.Dispose();
        reader.Dispose();
        response.Dispose();
    }
}

internal static class ObjectReading
{
    public static long Version(this JsonNode node) => long.Parse(node.Text("metadata", "resourceVersion")!, System.Globalization.CultureInfo.InvariantCulture);
}
