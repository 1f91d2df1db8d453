using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.Kms;

/// <summary>
/// Encryption with AES-256-GCM, bound to the encryption context. The blob's form is the sandbox's own: key id, nonce, tag, text.
/// Verified with the KMS API reference (errors, limits).
/// </summary>
internal sealed class CryptoOperations(KmsService kms)
{
    const int NonceLength = 12;
    const int TagLength = 16;
    const int HeaderLength = 16 + NonceLength + TagLength;

    public void AddTo(Dictionary<string, JsonOperation> operations)
    {
        operations["Encrypt"] = Encrypt;
        operations["Decrypt"] = Decrypt;
        operations["GenerateDataKey"] = (call, input) => GenerateDataKey(call, input, withPlaintext: true);
        operations["GenerateDataKeyWithoutPlaintext"] = (call, input) => GenerateDataKey(call, input, withPlaintext: false);
    }

    JsonObject Encrypt(AwsCall call, JsonInput input)
    {
        var plaintext = input.Blob("Plaintext");
        if (plaintext.Length is 0 or > 4096)
            throw AwsException.Constraint("plaintext", "*****", "have length between 1 and 4096");
        var key = Usable(call, input, input.Required("KeyId"));
        return new JsonObject
        {
            ["CiphertextBlob"] = Convert.ToBase64String(Seal(key, plaintext, input)),
            ["KeyId"] = key.Arn,
            ["EncryptionAlgorithm"] = "SYMMETRIC_DEFAULT",
        };
    }

    JsonObject Decrypt(AwsCall call, JsonInput input)
    {
        var blob = input.Blob("CiphertextBlob");
        var key = blob.Length > HeaderLength ? kms.All.FirstOrDefault(k => k.Guid == new Guid(blob.AsSpan(0, 16))
            && k.Region == call.Region) : null;
        // AWS hides whether the key exists: a foreign or broken blob is invalid, with an empty sentence.
        if (key is null) throw new AwsException("InvalidCiphertextException", "");
        if (input.Text("KeyId") is { } wanted && kms.Find(call, wanted, aliases: true) != key)
            throw new AwsException("IncorrectKeyException",
                "The key ID in the request does not identify a CMK that can perform this operation.");
        Usable(call, input, key.Arn);
        var plaintext = new byte[blob.Length - HeaderLength];
        using var aes = new AesGcm(key.Material, TagLength);
        try
        {
            aes.Decrypt(blob.AsSpan(16, NonceLength), blob.AsSpan(HeaderLength), blob.AsSpan(16 + NonceLength, TagLength), plaintext,
                Context(input));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new AwsException("InvalidCiphertextException", "");
        }

        return new JsonObject { ["KeyId"] = key.Arn, ["Plaintext"] = Convert.ToBase64String(plaintext),
            ["EncryptionAlgorithm"] = "SYMMETRIC_DEFAULT" };
    }

    JsonObject GenerateDataKey(AwsCall call, JsonInput input, bool withPlaintext)
    {
        var length = (input.Text("KeySpec"), input.Int("NumberOfBytes", 1, 1024)) switch
        {
            ("AES_256", null) => 32,
            ("AES_128", null) => 16,
            (null, { } bytes) => bytes,
            _ => throw AwsException.Validation("Please specify either number of bytes or key spec."),
        };
        var key = Usable(call, input, input.Required("KeyId"));
        var plaintext = RandomNumberGenerator.GetBytes(length);
        var answer = new JsonObject { ["CiphertextBlob"] = Convert.ToBase64String(Seal(key, plaintext, input)), ["KeyId"] = key.Arn };
        if (withPlaintext) answer["Plaintext"] = Convert.ToBase64String(plaintext);
        return answer;
    }

    KmsKey Usable(AwsCall call, JsonInput input, string reference)
    {
        var key = kms.Authorized(call, reference, aliases: true, context: c =>
        {
            foreach (var (name, value) in input.Map("EncryptionContext")) c.Set("kms:EncryptionContext:" + name, value);
        });
        key.MustBeEnabled();
        return key;
    }

    static byte[] Seal(KmsKey key, byte[] plaintext, JsonInput input)
    {
        var blob = new byte[HeaderLength + plaintext.Length];
        key.Guid.TryWriteBytes(blob);
        RandomNumberGenerator.Fill(blob.AsSpan(16, NonceLength));
        using var aes = new AesGcm(key.Material, TagLength);
        aes.Encrypt(blob.AsSpan(16, NonceLength), plaintext, blob.AsSpan(HeaderLength), blob.AsSpan(16 + NonceLength, TagLength),
            Context(input));
        return blob;
    }

    static byte[] Context(JsonInput input) => Encoding.UTF8.GetBytes(string.Join('\n',
        input.Map("EncryptionContext").OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => $"{Uri.EscapeDataString(p.Key)}={Uri.EscapeDataString(p.Value)}")));
}
