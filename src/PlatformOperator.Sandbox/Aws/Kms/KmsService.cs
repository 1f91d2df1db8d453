using PlatformOperator.Sandbox.Aws.Core;
using PlatformOperator.Sandbox.Aws.Policies;
using PlatformOperator.Sandbox.Aws.Tagging;

namespace PlatformOperator.Sandbox.Aws.Kms;

/// <summary>KMS: symmetric keys with aliases, policies, rotation, tags and scheduled deletion. Verified with the KMS API reference.</summary>
internal sealed class KmsService : JsonService, ITaggedResources
{
    readonly Dictionary<(string Account, string Region), KmsRegion> _regions = [];
    readonly Authorizer _authorizer;
    readonly TimeSpan _visibility;

    public KmsService(Authorizer authorizer, TimeSpan visibility) : base("kms")
    {
        (_authorizer, _visibility) = (authorizer, visibility);
        new KeyOperations(this, authorizer).AddTo(Operations);
        new KeyStateOperations(this).AddTo(Operations);
        new KeySettingOperations(this).AddTo(Operations);
        new AliasOperations(this, authorizer).AddTo(Operations);
        new CryptoOperations(this).AddTo(Operations);
    }

    /// <summary>Verified with the KMS developer guide ("Delete a key"): a key that is due is gone with its aliases.</summary>
    public override void Settle(DateTimeOffset now)
    {
        foreach (var region in _regions.Values)
        {
            foreach (var key in region.Keys.Values.Where(k => k.DeletionDate <= now).ToList())
            {
                region.Keys.Remove(key.KeyId);
                foreach (var alias in region.Aliases.Values.Where(a => a.KeyId == key.KeyId).ToList()) region.Aliases.Remove(alias.Name);
            }
        }
    }

    /// <summary>Whether what was made then is found by now.</summary>
    public bool IsVisible(AwsCall call, DateTimeOffset created) => call.Now - created >= _visibility;

    public KmsRegion Region(AwsCall call) => Region(call.Account, call.Region);

    /// <summary>
    /// Finds a key by id, key ARN, and where <paramref name="aliases"/> says so by alias name or alias ARN. Verified with the KMS API
    /// reference: only cryptographic operations and DescribeKey take aliases.
    /// </summary>
    public KmsKey Find(AwsCall call, string reference, bool aliases)
    {
        call.Resource = reference;
        var (region, id) = (Region(call), reference);
        if (reference.StartsWith("arn:", StringComparison.Ordinal))
        {
            if (!Arn.IsArn(reference) || Arn.Service(reference) != "kms")
                throw new AwsException("InvalidArnException", $"{reference} is not a valid ARN");
            if (Arn.Region(reference) != call.Region) throw NotFound($"Invalid arn {Arn.Region(reference)}");
            (region, id) = (Region(Arn.Account(reference), call.Region), Arn.Resource(reference));
            if (id.StartsWith("key/", StringComparison.Ordinal)) id = id["key/".Length..];
            else if (!aliases) throw new AwsException("InvalidArnException", $"{reference} is not a valid key ARN");
        }

        if (id.StartsWith("alias/", StringComparison.Ordinal))
        {
            if (!aliases) throw NotFound($"Invalid keyId '{id}'");
            if (id.StartsWith("alias/aws/", StringComparison.Ordinal)) return Managed(region, id, call.Now);
            id = region.Aliases.TryGetValue(id, out var alias) && IsVisible(call, alias.Created)
                ? alias.KeyId
                : throw NotFound($"Alias {region.AliasArn(id)} is not found.");
        }
        else if (!Guid.TryParse(id, out _)) throw NotFound($"Invalid keyId '{id}'");

        return region.Keys.TryGetValue(id, out var key) && (key.AwsManaged || IsVisible(call, key.Created)) ? key
            : throw NotFound($"Key '{Arn.Of("kms", call.Region, region.Account, "key/" + id)}' does not exist");
    }

    /// <summary>Finds the key and asks for the permission; key policy and IAM decide together.</summary>
    public KmsKey Authorized(AwsCall call, string reference, bool aliases = false, string? action = null,
        Action<AccessContext>? context = null)
    {
        var key = Find(call, reference, aliases);
        var request = AccessTo(key, action ?? call.Operation);
        if (reference.Contains("alias/", StringComparison.Ordinal))
            request.Context.Set("kms:RequestAlias", reference[reference.IndexOf("alias/", StringComparison.Ordinal)..]);
        context?.Invoke(request.Context);
        _authorizer.Authorize(call, request);
        return key;
    }

    public AccessRequest AccessTo(KmsKey key, string operation) => new("kms:" + operation, key.Arn)
    {
        Owner = key.Account,
        ResourcePolicy = key.Policy,
        ResourcePolicyDecides = true,
        Context = new AccessContext().ResourceTags(key.Tags)
            .Set("kms:ResourceAliases", Region(key.Account, key.Region).Aliases.Values.Where(a => a.KeyId == key.KeyId)
                .Select(a => a.Name)),
    };

    /// <summary>
    /// A key as another service uses it for the caller: permission with kms:ViaService, and an enabled key. Throws KMS's own codes.
    /// Verified with the KMS developer guide ("kms:ViaService", "kms:GrantIsForAWSResource"); keys named like <c>alias/aws/s3</c> are made on first use.
    /// </summary>
    public KmsKey UseFor(AwsCall call, string reference, string operation, IReadOnlyDictionary<string, string> encryptionContext)
    {
        var resource = call.Resource;
        var key = Authorized(call, reference, aliases: true, operation, context =>
        {
            context.Set("kms:ViaService", $"{call.Service}.{call.Region}.amazonaws.com").Set("aws:ViaAWSService", "true")
                .SetIf("kms:GrantIsForAWSResource", operation == "CreateGrant" ? "true" : null);
            foreach (var (name, value) in encryptionContext) context.Set("kms:EncryptionContext:" + name, value);
            if (encryptionContext.Count > 0) context.Set("kms:EncryptionContextKeys", encryptionContext.Keys);
        });
        call.Resource = resource;
        key.MustBeEnabled();
        return key;
    }

    public IEnumerable<KmsKey> All => _regions.Values.SelectMany(r => r.Keys.Values);

    public IEnumerable<TaggedResource> Tagged(string account, string region) =>
        Region(account, region).Keys.Values.Where(k => !k.AwsManaged)
            .Select(k => new TaggedResource(k.Arn, "kms:key", k.Tags, "kms:TagResource", "kms:UntagResource"));

    public IReadOnlyList<WorldKey> Snapshot() =>
        [.. _regions.Values.SelectMany(region => region.Keys.Values.Where(k => !k.AwsManaged).Select(k =>
        new WorldKey(k.Account, k.Region, k.KeyId, k.Arn)
        {
            Description = k.Description,
            State = k.State.ToString(),
            Aliases = [.. region.Aliases.Values.Where(a => a.KeyId == k.KeyId).Select(a => a.Name)],
            Tags = new Dictionary<string, string>(k.Tags, StringComparer.Ordinal),
            Policy = k.PolicyJson,
            RotationPeriodDays = k.RotationPeriodDays,
            DeletionDate = k.DeletionDate,
        }))];

    public static AwsException NotFound(string message) => new("NotFoundException", message);

    KmsRegion Region(string account, string region)
    {
        if (!_regions.TryGetValue((account, region), out var found)) _regions[(account, region)] = found = new KmsRegion(account, region);
        return found;
    }

    static KmsKey Managed(KmsRegion region, string alias, DateTimeOffset now)
    {
        if (region.Aliases.TryGetValue(alias, out var existing)) return region.Keys[existing.KeyId];
        var service = alias["alias/aws/".Length..];
        var json = $$$"""
            {"Version":"2012-10-17","Statement":[
              {"Effect":"Allow","Principal":{"AWS":"*"},"Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:CreateGrant","kms:DescribeKey"],
               "Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"{{{region.Account}}}","kms:ViaService":"{{{service}}}.{{{region.Region}}}.amazonaws.com" } } },
              {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::{{{region.Account}}}:root"},"Action":["kms:Describe*","kms:Get*","kms:List*"],"Resource":"*"}]}
            """;
        var key = new KmsKey(region.Account, region.Region, now)
        {
            AwsManaged = true,
            Description = $"Default key that protects my {service} data when no other key is defined",
            PolicyJson = json,
            Policy = PolicyDocument.Parse(json, PolicyKind.Resource),
        };
        region.Keys[key.KeyId] = key;
        region.Aliases[alias] = new KmsAlias(alias, key.KeyId, now, now);
        return key;
    }
}
