using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;

namespace PlatformOperator.Sandbox.Aws.Kms;

/// <summary>Names of keys. Verified with the KMS API reference: each action is asked for on the alias and on the key.</summary>
internal sealed partial class AliasOperations(KmsService kms, Authorizer authorizer)
{
    public void AddTo(Dictionary<string, JsonOperation> operations)
    {
        operations["CreateAlias"] = Create;
        operations["UpdateAlias"] = Update;
        operations["DeleteAlias"] = Delete;
        operations["ListAliases"] = List;
    }

    JsonObject? Create(AwsCall call, JsonInput input)
    {
        var name = Name(input);
        var key = Target(call, input, name);
        var region = kms.Region(call);
        if (region.Aliases.ContainsKey(name))
            throw new AwsException("AlreadyExistsException", $"An alias with the name {region.AliasArn(name)} already exists");
        if (region.Aliases.Values.Count(a => a.KeyId == key.KeyId) >= 50)
            throw new AwsException("LimitExceededException", $"{key.Arn} has 50 aliases already.");
        region.Aliases[name] = new KmsAlias(name, key.KeyId, call.Now, call.Now);
        return null;
    }

    JsonObject? Update(AwsCall call, JsonInput input)
    {
        var name = Name(input);
        var alias = Existing(call, name);
        kms.Authorized(call, alias.KeyId);
        var key = Target(call, input, name);
        kms.Region(call).Aliases[name] = alias with { KeyId = key.KeyId, Updated = call.Now };
        return null;
    }

    JsonObject? Delete(AwsCall call, JsonInput input)
    {
        var name = Name(input);
        var alias = Existing(call, name);
        kms.Authorized(call, alias.KeyId);
        authorizer.Authorize(call, "kms:DeleteAlias", kms.Region(call).AliasArn(name));
        kms.Region(call).Aliases.Remove(name);
        return null;
    }

    JsonObject List(AwsCall call, JsonInput input)
    {
        authorizer.Authorize(call, "kms:ListAliases", "*");
        var keyId = input.Text("KeyId") is { } reference ? kms.Find(call, reference, aliases: false).KeyId : null;
        var region = kms.Region(call);
        var aliases = region.Aliases.Values.Where(a => (keyId is null || a.KeyId == keyId) && kms.IsVisible(call, a.Created));
        var page = Page<KmsAlias>.Of(aliases, a => a.Name, input.Text("Marker"), input.Int("Limit", 1, 100) ?? 50, KeyOperations.BadMarker);
        var answer = new JsonObject
        {
            ["Aliases"] = new JsonArray([.. page.Items.Select(a => new JsonObject
            {
                ["AliasName"] = a.Name,
                ["AliasArn"] = region.AliasArn(a.Name),
                ["TargetKeyId"] = a.KeyId,
                ["CreationDate"] = KeyOperations.Seconds(a.Created),
                ["LastUpdatedDate"] = KeyOperations.Seconds(a.Updated),
            })]),
            ["Truncated"] = page.Next is not null,
        };
        if (page.Next is not null) answer["NextMarker"] = page.Next;
        return answer;
    }

    KmsKey Target(AwsCall call, JsonInput input, string name)
    {
        var key = kms.Authorized(call, input.Required("TargetKeyId"));
        authorizer.Authorize(call, "kms:" + call.Operation, kms.Region(call).AliasArn(name));
        key.MustNotBePendingDeletion();
        return key;
    }

    KmsAlias Existing(AwsCall call, string name)
    {
        var region = kms.Region(call);
        return region.Aliases.TryGetValue(name, out var alias) && kms.IsVisible(call, alias.Created) ? alias
            : throw KmsService.NotFound($"Alias {region.AliasArn(name)} is not found.");
    }

    static string Name(JsonInput input)
    {
        var name = input.Required("AliasName");
        if (!name.StartsWith("alias/", StringComparison.Ordinal) || name == "alias/")
            throw AwsException.Validation(
                "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
        if (name.StartsWith("alias/aws/", StringComparison.Ordinal)) throw new AwsException("NotAuthorizedException", "");
        if (name.Length > 256 || !Form().IsMatch(name))
            throw new AwsException("InvalidAliasNameException", $"{name} contains invalid characters for an alias");
        return name;
    }

    [GeneratedRegex("^[a-zA-Z0-9:/_-]+$", RegexOptions.None, 1000)]
    private static partial Regex Form();
}
