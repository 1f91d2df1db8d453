using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s.Authentication;
using k8s.Exceptions;
using k8s.KubeConfigModels;

namespace k8s;

/// <summary>Makes a client's configuration of one context of a kubeconfig.</summary>
internal sealed class KubeConfigResolver(KubeConfig config, string source)
{
    public KubernetesClientConfiguration Resolve(string? contextName, string? masterUrl)
    {
        var name = contextName ?? config.CurrentContext;
        if (string.IsNullOrEmpty(name))
            throw new KubeConfigException(
                $"{source} has no current-context. Choose one with 'kubectl config use-context'; it has: {Names(config.Contexts?.Select(c => c.Name))}.");
        var context = config.Contexts?.FirstOrDefault(candidate => candidate.Name == name)?.Context
            ?? throw new KubeConfigException($"{source} has no context {name}; it has: {Names(config.Contexts?.Select(c => c.Name))}.");
        var cluster = config.Clusters?.FirstOrDefault(candidate => candidate.Name == context.Cluster)?.Cluster
            ?? throw new KubeConfigException(
                $"{source}: context {name} names the cluster '{context.Cluster}', which is not there; it has: {Names(config.Clusters?.Select(c => c.Name))}.");
        var result = new KubernetesClientConfiguration { Host = Address(name, masterUrl ?? cluster.Server), Namespace = NullIfEmpty(context.Namespace) }
            .InContext(name);
        SetCluster(result, cluster, name);
        if (!string.IsNullOrEmpty(context.User))
        {
            var user = config.Users?.FirstOrDefault(candidate => candidate.Name == context.User)?.User
                ?? throw new KubeConfigException(
                    $"{source}: context {name} names the user '{context.User}', which is not there; it has: {Names(config.Users?.Select(u => u.Name))}.");
            SetUser(result, user, cluster, name);
        }
        return result;
    }

    private string Address(string context, string? server) =>
        Uri.TryCreate(server, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            ? server!
            : throw new KubeConfigException(
                $"{source}: the cluster of context {context} has the server '{server}', which is no address. Set it to https://host:port.");

    private void SetCluster(KubernetesClientConfiguration result, ClusterEndpoint cluster, string context)
    {
        result.SkipTlsVerify = cluster.InsecureSkipTlsVerify;
        result.TlsServerName = NullIfEmpty(cluster.TlsServerName);
        if (Data(cluster.CertificateAuthorityData, cluster.CertificateAuthority, "certificate-authority", context) is { } authority)
            result.SslCaCerts = Certificates(authority, "certificate-authority", context);
        if (!string.IsNullOrEmpty(cluster.ProxyUrl))
        {
            if (!Uri.TryCreate(cluster.ProxyUrl, UriKind.Absolute, out var proxy))
                throw new KubeConfigException($"{source}: context {context} has the proxy-url '{cluster.ProxyUrl}', which is no address.");
            result.FirstMessageHandlerSetup = handler => (handler.UseProxy, handler.Proxy) = (true, new System.Net.WebProxy(proxy));
        }
    }

    private void SetUser(KubernetesClientConfiguration result, UserCredentials user, ClusterEndpoint cluster, string context)
    {
        RefuseUnknown(user, context);
        result.ClientCertificateData = NullIfEmpty(user.ClientCertificateData);
        result.ClientCertificateFilePath = NullIfEmpty(user.ClientCertificate);
        result.ClientCertificateKeyData = NullIfEmpty(user.ClientKeyData);
        result.ClientKeyFilePath = NullIfEmpty(user.ClientKey);
        CheckCertificate(result, context);
        result.Username = NullIfEmpty(user.Username);
        result.Password = NullIfEmpty(user.Password);
        result.AccessToken = NullIfEmpty(user.Token);
        // kubectl's order: a token file is fresher than the token beside it, and a plugin counts only where neither is given.
        if (!string.IsNullOrEmpty(user.TokenFile))
            result.TokenProvider = new TokenFileAuth(user.TokenFile);
        else if (user.Exec is { } exec && result.AccessToken is null)
            result.TokenProvider = new ExecTokenProvider(ExecCommand.From(exec, cluster, result, $"{source}: context {context}"));
    }

    // Passed over in silence, they would make us somebody with other rights than the kubeconfig says.
    private void RefuseUnknown(UserCredentials user, string context)
    {
        if (!string.IsNullOrEmpty(user.As))
            throw new KubeConfigException(
                $"{source}: the user of context {context} acts as '{user.As}', which is not supported. Choose a context whose user has the rights itself.");
        if (user.AuthProvider is not null && user.Exec is null && string.IsNullOrEmpty(user.Token) && string.IsNullOrEmpty(user.TokenFile))
            throw new KubeConfigException($"{source}: the user of context {context} has an auth-provider, which Kubernetes gave up in 1.26. Use the exec plugin of your cloud or identity provider.");
    }

    private void CheckCertificate(KubernetesClientConfiguration result, string context)
    {
        try
        {
            ClientCertificate.From(result)?.Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException or CryptographicException or ArgumentException)
        {
            throw new KubeConfigException(
                $"{source}: the client certificate of context {context} cannot be used: {error.Message} Ask the cluster's administrator for a new one.", error);
        }
    }

    private byte[]? Data(string? base64, string? file, string field, string context)
    {
        try
        {
            return !string.IsNullOrEmpty(base64) ? Convert.FromBase64String(base64) : string.IsNullOrEmpty(file) ? null : File.ReadAllBytes(file);
        }
        catch (Exception error) when (error is FormatException or IOException or UnauthorizedAccessException)
        {
            throw new KubeConfigException($"{source}: {field} of context {context} cannot be read: {error.Message}", error);
        }
    }

    private X509Certificate2Collection Certificates(byte[] pem, string field, string context)
    {
        var result = new X509Certificate2Collection();
        try
        {
            result.ImportFromPem(Encoding.UTF8.GetString(pem));
        }
        catch (CryptographicException error)
        {
            throw new KubeConfigException($"{source}: {field} of context {context} holds a broken certificate: {error.Message}", error);
        }
        return result.Count > 0 ? result : throw new KubeConfigException($"{source}: {field} of context {context} holds no PEM certificate.");
    }

    private static string? NullIfEmpty(string? value) => string.IsNullOrEmpty(value) ? null : value;

    private static string Names(IEnumerable<string>? names) => names is not null && names.Any() ? string.Join(", ", names) : "none";
}
