using System.Text.Json.Nodes;
using PlatformOperator.Schemas.Cel;

namespace PlatformOperator.Schemas.Tests;

public sealed class CelTests
{
    private static readonly SchemaNode Schema = SchemaNode.Parse((JsonObject)JsonNode.Parse("""
        { "type": "object", "properties": {
            "name": { "type": "string" }, "count": { "type": "integer" }, "ratio": { "type": "number" }, "on": { "type": "boolean" },
            "absent": { "type": "string" }, "any": { "x-kubernetes-int-or-string": true }, "nothing": { "type": "string", "nullable": true },
            "items": { "type": "array", "items": { "type": "integer" } },
            "set": { "type": "array", "x-kubernetes-list-type": "set", "items": { "type": "string" } },
            "labels": { "type": "object", "additionalProperties": { "type": "string" } },
            "namespace": { "type": "string" }, "dash-ed": { "type": "string" }, "dot.ted": { "type": "string" }, "a__b": { "type": "string" },
            "when": { "type": "string", "format": "date-time" }, "takes": { "type": "string", "format": "duration" }, "raw": { "type": "string", "format": "byte" },
            "inner": { "type": "object", "properties": { "deep": { "type": "integer" }, "gone": { "type": "integer" } } },
            "people": { "type": "array", "x-kubernetes-list-type": "map", "x-kubernetes-list-map-keys": ["name"],
                        "items": { "type": "object", "properties": { "name": { "type": "string" }, "age": { "type": "integer" } } } } } }
        """)!);

    private static readonly JsonObject Value = (JsonObject)JsonNode.Parse("""
        { "name": "abc", "count": 3, "ratio": 1.5, "on": true, "any": "50%", "nothing": null, "items": [3, 1, 2], "set": ["a", "b"],
          "labels": { "x": "1", "y": "2" }, "namespace": "ns", "dash-ed": "d", "dot.ted": "o", "a__b": "u", "when": "2024-02-29T12:30:45Z",
          "takes": "1h30m", "raw": "aGk=", "inner": { "deep": 7 },
          "people": [ { "name": "ann", "age": 30 }, { "name": "bob", "age": 20 } ] }
        """)!;

    [Theory]
    [InlineData("self.count == 3 && self.name == 'abc'")]
    [InlineData("self.count + 2 * 3 == 9")]
    [InlineData("-self.count == -3 && 7 / 2 == 3 && -7 / 2 == -3 && -7 % 3 == -1")]
    [InlineData("self.ratio * 2.0 == 3.0")]
    [InlineData("self.count < 3.5 && 3u <= 3 && 1.0 < 2")]
    [InlineData("9223372036854775807 == 0x7fffffffffffffff")]
    [InlineData("-9223372036854775808 < 0")]
    [InlineData("has(self.name) && !has(self.absent) && has(self.inner.deep) && !has(self.inner.gone)")]
    [InlineData("!has(self.absent) || self.absent == 'x'")]
    [InlineData("self.absent == 'x' || self.on")]
    [InlineData("!(self.absent == 'x' && !self.on)")]
    [InlineData("self.items.all(i, i > 0) && self.items.exists(i, i == 2) && self.items.exists_one(i, i == 1)")]
    [InlineData("self.items.exists(i, i == 3 || 1 / (i - 1) > 5)")]
    [InlineData("self.items.map(i, i * 2) == [6, 2, 4] && self.items.filter(i, i > 1) == [3, 2]")]
    [InlineData("self.items.map(i, i > 1, i + 1) == [4, 3]")]
    [InlineData("self.labels.all(k, self.labels[k].size() == 1) && 'x' in self.labels && !('z' in self.labels)")]
    [InlineData("self.labels.all(k, v, k != v) && self.items.all(i, v, i < 3)")]
    [InlineData("self.items.transformList(i, v, i * v) == [0, 1, 4]")]
    [InlineData("self.labels.transformMap(k, v, k + v) == {'x': 'x1', 'y': 'y2'}")]
    [InlineData("2 in self.items && !(5 in self.items) && self.items[0] == 3")]
    [InlineData("self.items.sum() == 6 && self.items.min() == 1 && self.items.max() == 3 && !self.items.isSorted()")]
    [InlineData("self.items.indexOf(1) == 1 && self.items.lastIndexOf(9) == -1 && [1, 2].isSorted()")]
    [InlineData("size(self.items) == 3 && self.labels.size() == 2 && size('äöü') == 3")]
    [InlineData("self.set == ['b', 'a'] || self.set == self.set")]
    [InlineData("self.people.exists(p, p.name == 'bob' && p.age == 20)")]
    [InlineData("self.name.startsWith('a') && self.name.endsWith('c') && self.name.contains('b') && self.name.matches('^[a-c]+$')")]
    [InlineData("'AbC'.lowerAscii() == 'abc' && 'abc'.upperAscii() == 'ABC' && ' x '.trim() == 'x'")]
    [InlineData("'a,b,c'.split(',') == ['a', 'b', 'c'] && 'a,b,c'.split(',', 2) == ['a', 'b,c'] && ['a', 'b'].join('-') == 'a-b'")]
    [InlineData("'aXbX'.replace('X', '') == 'ab' && 'aXbX'.replace('X', 'y', 1) == 'aybX' && 'hello'.substring(1, 3) == 'el' && 'hello'.substring(3) == 'lo'")]
    [InlineData("'hello'.indexOf('l') == 2 && 'hello'.lastIndexOf('l') == 3 && 'hello'.charAt(4) == 'o' && 'hello'.charAt(5) == ''")]
    [InlineData("'abc 123'.find('[0-9]+') == '123' && 'a1b2'.findAll('[0-9]') == ['1', '2']")]
    [InlineData("'%s is %d, %.2f'.format([dyn('x'), dyn(3), dyn(1.5)]) == 'x is 3, 1.50'")]
    [InlineData("self.__namespace__ == 'ns' && self.dash__dash__ed == 'd' && self.dot__dot__ted == 'o' && self.a__underscores__b == 'u'")]
    [InlineData("self.when.getFullYear() == 2024 && self.when.getMonth() == 1 && self.when.getDate() == 29 && self.when.getHours('+02:00') == 14")]
    [InlineData("self.when + self.takes == timestamp('2024-02-29T14:00:45Z') && self.takes == duration('90m') && self.takes.getMinutes() == 90")]
    [InlineData("self.raw == b'hi' && string(self.raw) == 'hi'")]
    [InlineData("int('42') == 42 && string(42) == '42' && double('1.5') == 1.5 && int(2.9) == 2 && uint(3) == 3u && string(true) == 'true' && bool('true')")]
    [InlineData("type(self.count) == int && type('') == string && type(1u) != int")]
    [InlineData("type(self.any) == string && self.any.matches('^[0-9]+%$')")]
    [InlineData("self.on ? self.count == 3 : self.absent == ''")]
    [InlineData("self.?absent.orValue('none') == 'none' && self.?name.orValue('none') == 'abc' && !self.?absent.hasValue()")]
    [InlineData("self.?inner.?gone.orValue(1) == 1 && self.labels[?'x'].orValue('') == '1' && self.labels[?'z'].orValue('q') == 'q'")]
    [InlineData("optional.of(1).optMap(x, x + 1).value() == 2 && [?optional.none(), 1] == [1]")]
    [InlineData("quantity('1Gi').isGreaterThan(quantity('1G')) && quantity('500m').add(quantity('0.5')) == quantity('1') && isQuantity('3x') == false")]
    [InlineData("quantity('1.5Ki').asInteger() == 1536 && quantity('-2').sign() == -1")]
    [InlineData("isURL('https://example.com:8080/a?b=c') && url('https://example.com:8080/a?b=c').getPort() == '8080' && !isURL('nope')")]
    [InlineData("url('https://example.com/a?b=c&b=d').getQuery()['b'] == ['c', 'd'] && url('https://example.com').getEscapedPath() == ''")]
    [InlineData("isIP('10.0.0.1') && !isIP('10.0.0') && ip('::1').family() == 6 && ip('127.0.0.1').isLoopback() && ip.isCanonical('127.0.0.1')")]
    [InlineData("isCIDR('10.0.0.0/8') && cidr('10.0.0.0/8').containsIP('10.9.9.9') && !cidr('10.0.0.0/8').containsIP(ip('11.0.0.1'))")]
    [InlineData(
        "cidr('10.0.0.0/8').containsCIDR('10.1.0.0/16') && cidr('10.1.2.3/8').masked() == cidr('10.0.0.0/8') && cidr('10.0.0.0/8').prefixLength() == 8")]
    [InlineData("sets.contains([1, 2], [2]) && sets.intersects([1], [1, 2]) && sets.equivalent([1, 1], [1])")]
    [InlineData("!format.dns1123Label().validate('my-name').hasValue() && format.dns1123Label().validate('Bad_').hasValue()")]
    [InlineData("{'a': 1}.a == 1 && {'a': 1}['a'] == 1 && size({}) == 0")]
    [InlineData("'\\u00e4\\n\\x41' == 'ä\\nA' && r'\\d' == '\\\\d' && '''a'b''' == \"a'b\"")]
    [InlineData("dyn(self.nothing) == null")]
    [InlineData("true // a comment")]
    public void Holds(string rule) => Assert.Equal(true, Evaluate(rule));

    [Theory]
    [InlineData("self.absent == 'x'", "no such key: absent")]
    [InlineData("self.labels['z'] == ''", "no such key: z")]
    [InlineData("self.items[3] == 1", "index out of bounds: 3")]
    [InlineData("9223372036854775807 + 1 > 0", "integer overflow")]
    [InlineData("-(-9223372036854775808) > 0", "integer overflow")]
    [InlineData("1 / 0 == 1", "division by zero")]
    [InlineData("1 % 0 == 1", "modulus by zero")]
    [InlineData("1u - 2u == 0u", "unsigned integer overflow")]
    [InlineData("self.any + 1 == 2", "no such overload")]
    [InlineData("self.items.all(i, 1 / (i - 1) < 100)", "division by zero")]
    [InlineData("int('x') == 1", "strconv.ParseInt: parsing \"x\": invalid syntax")]
    [InlineData("'a'.matches('(?=b)')", "error parsing regexp")]
    public void Fails(string rule, string error)
    {
        var caught = Assert.Throws<CelException>(() => Evaluate(rule));
        Assert.StartsWith(error, caught.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("self.nope == 1", "undefined field 'nope'")]
    [InlineData("nope == 1", "undeclared reference to 'nope' (in container '')")]
    [InlineData("self.count == 'a'", "found no matching overload for '_==_' applied to '(int, string)'")]
    [InlineData("self.count + 1.0 > 2.0", "found no matching overload for '_+_' applied to '(int, double)'")]
    [InlineData("self.name.startsWith(1)", "found no matching overload for 'startsWith' applied to 'string.(int)'")]
    [InlineData("self.name.nope()", "undeclared reference to 'nope' (in container '')")]
    [InlineData("self.count.x == 1", "type 'int' does not support field selection")]
    [InlineData("self.count.all(x, true)", "expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)")]
    [InlineData("[1, 'a'].size() == 2", "expected type 'int' but found 'string'")]
    [InlineData("self.nothing == null", "found no matching overload for '_==_' applied to '(string, null)'")]
    [InlineData("has(self)", "invalid argument to has() macro")]
    [InlineData("self.items.all(1, true)", "argument must be a simple name")]
    [InlineData("self.count ==", "Syntax error: mismatched input '<EOF>'")]
    [InlineData("self.namespace == 'a' && namespace", "reserved identifier: namespace")]
    public void DoesNotCompile(string rule, string error)
    {
        var caught = Assert.Throws<CelCompileException>(() => Evaluate(rule));
        Assert.Contains(error, caught.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ACompileErrorPointsAtItsPlace()
    {
        var caught = Assert.Throws<CelCompileException>(() => Evaluate("self.count > 1 &&\n  self.nope"));
        Assert.Equal("ERROR: <input>:2:7: undefined field 'nope'\n |   self.nope\n | ......^", caught.Message);
    }

    [Theory]
    [InlineData("(", "1", ")", "recursion limit exceeded")]
    [InlineData("!", "true", "", "recursion limit exceeded")]
    [InlineData("1 + ", "1", "", "more than 1000 operations in a row")]
    [InlineData("", "self", ".x", "more than 1000 operations in a row")]
    [InlineData("[", "1", "]", "recursion limit exceeded")]
    public void AnExpressionMayNotBeBottomless(string before, string middle, string after, string error)
    {
        var rule = string.Concat(Enumerable.Repeat(before, 100_000)) + middle + string.Concat(Enumerable.Repeat(after, 100_000));
        Assert.Contains(error, Assert.Throws<CelCompileException>(() => Evaluate(rule)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEvaluationEndsAtItsCostLimit()
    {
        var program = CelProgram.Compile(
            "[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, a + b + c > 0)))", new Dictionary<string, CelType>());
        Assert.Throws<CelCostException>(() => new CelEvaluator(1000).Evaluate(program.Expression, null));
    }

    private static object? Evaluate(string rule)
    {
        var program = CelProgram.Compile(rule, new Dictionary<string, CelType> { ["self"] = CelSchema.TypeOf(Schema)! });
        return new CelEvaluator(1_000_000).Evaluate(program.Expression, new CelScope("self", CelSchema.ToValue(Value, Schema), null));
    }
}
