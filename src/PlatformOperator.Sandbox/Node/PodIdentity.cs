using System.Text;
using System.Text.Json;
using k8s.Models;
using KubeOps.KubernetesClient;

namespace PlatformOperator.Sandbox.Node;

/// <summary>
/// What the EKS pod identity webhook does for a ServiceAccount with a role annotation (IRSA; EKS user guide, "IAM roles for service accounts"): two
/// variables and a mounted token. The token's signature is not checked by the sandbox's STS, its claims are.
/// </summary>
internal static class PodIdentity
{
    public static async Task<IReadOnlyDictionary<string, string>> VariablesAsync(
        IKubernetesClient client, V1Pod pod, string directory, CancellationToken cancellationToken)
    {
        var account = pod.Spec!.ServiceAccountName ?? "default";
        var role = (await client.GetAsync<V1ServiceAccount>(account, pod.Namespace(), cancellationToken))?.GetAnnotation("eks.amazonaws.com/role-arn");
        if (role is null)
            return new Dictionary<string, string>();
        var token = Path.Combine(directory, "aws-token");
        await File.WriteAllTextAsync(token, Token(pod.Namespace()!, account), cancellationToken);
        return new Dictionary<string, string> { ["AWS_ROLE_ARN"] = role, ["AWS_WEB_IDENTITY_TOKEN_FILE"] = token, ["AWS_ROLE_SESSION_NAME"] = pod.Name() };
    }

    private static readonly string[] Audience = ["sts.amazonaws.com"];

    private static string Token(string @namespace, string account)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claims = JsonSerializer.Serialize(new
        {
            iss = $"https://{SandboxNode.OidcProvider}",
            sub = $"system:serviceaccount:{@namespace}:{account}",
            aud = Audience,
            iat = now.ToUnixTimeSeconds(),
            exp = now.AddDays(1).ToUnixTimeSeconds(),
        });
        return $"{Base64Url("""{"alg":"RS256","typ":"JWT"}""")}.{Base64Url(claims)}.{Base64Url("sandbox")}";
    }

    private static string Base64Url(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
