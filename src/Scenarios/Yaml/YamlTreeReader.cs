using SkewLab.Scenarios.Errors;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace SkewLab.Scenarios.Yaml;

/// <summary>Reads the part of YAML that scenarios use: one document of mappings, lists and values. All else is refused in words.</summary>
internal sealed class YamlTreeReader
{
    // A scenario needs six levels; the limit keeps a hostile file from exhausting the stack.
    private const int MaxDepth = 32;

    private readonly ErrorList _errors;
    private readonly Parser _parser;
    private int _depth;

    private YamlTreeReader(string text, ErrorList errors)
    {
        _errors = errors;
        _parser = new Parser(new StringReader(text));
    }

    /// <summary>The document; null if there is none to bind, which is then an error in <paramref name="errors"/>.</summary>
    internal static YamlNode? Read(string text, ErrorList errors)
    {
        if (FirstControl(text) is { } control)
        {
            // Nothing more is read: to YamlDotNet a NUL is the end of the file.
            errors.Add(control.Position, "", $"the control character {Code(control.Character)} stands here; take it out: a scenario is plain text, and only tab and line ends may control it.");
            return null;
        }
        var reader = new YamlTreeReader(text, errors);
        try
        {
            return reader.Document();
        }
        catch (YamlException broken)
        {
            var position = broken.Message.Contains("tab", StringComparison.Ordinal) ? FirstTab(text) ?? At(broken.Start) : At(broken.Start);
            errors.Add(position, "", $"this is not YAML: {Sentence(broken.Message)}");
        }
        catch (InvalidOperationException)
        {
            // The scanner of YamlDotNet 18.1.0 ends so, instead of with its own exception, on some lists that are never closed.
            errors.Add(At(reader._parser.Current?.End ?? Mark.Empty), "", "this is not YAML: a list or mapping that begins here or above is never closed.");
        }
        catch (ArgumentException)
        {
            // Likewise for a tag without a name, '!<>', or with one that is no URI, '!!c]a'.
            errors.Add(At(reader._parser.Current?.End ?? Mark.Empty), "", "this is not YAML: a tag after this place has no valid name; leave it out.");
        }
        return null;
    }

    private YamlNode? Document()
    {
        _parser.Consume<StreamStart>();
        if (!_parser.TryConsume<DocumentStart>(out _))
        {
            _errors.Add(new YamlPosition(1, 1), "", "the file is empty; start with 'lab: 1'.");
            return null;
        }
        var root = Node();
        _parser.Consume<DocumentEnd>();
        if (_parser.TryConsume<DocumentStart>(out var second))
            _errors.Add(At(second.Start), "", "a second document starts here; a scenario file holds one.");
        if (root is not YamlScalar { IsNull: true }) return root;
        _errors.Add(root.Position, "", "the file is empty; start with 'lab: 1'.");
        return null;
    }

    private YamlNode Node()
    {
        var position = At(_parser.Current!.Start);
        if (_parser.TryConsume<AnchorAlias>(out var alias)) return Refuse(position, $"the alias '*{alias.Value}' is not supported; write the value out.");
        var started = _parser.Consume<NodeEvent>();
        var refusal = !started.Anchor.IsEmpty ? $"the anchor '&{started.Anchor.Value}' is not supported; write the value out where it is needed."
            : !started.Tag.IsEmpty ? $"the tag '{started.Tag.Value.Replace("tag:yaml.org,2002:", "!!")}' is not supported; leave it out."
            : started is Scalar { Value: var value } && value.Any(IsControl) ? $"this value holds the control character {Code(value.First(IsControl))}; take it out."
            : null;
        YamlNode node = started switch
        {
            Scalar scalar => new YamlScalar(position, scalar.Value, scalar.Style == ScalarStyle.Plain),
            SequenceStart => Nested(position, () => Sequence(position)),
            _ => Nested(position, () => Mapping(position)),
        };
        return refusal is null ? node : Refuse(position, refusal);
    }

    private YamlNode Nested(YamlPosition position, Func<YamlNode> read)
    {
        if (++_depth > MaxDepth) throw new YamlException(new Mark(0, position.Line, position.Column), Mark.Empty, $"nested deeper than {MaxDepth} levels");
        var node = read();
        _depth--;
        return node;
    }

    private YamlSequence Sequence(YamlPosition position)
    {
        var items = new List<YamlNode>();
        while (!_parser.TryConsume<SequenceEnd>(out _)) items.Add(Node());
        return new YamlSequence(position, items);
    }

    private YamlMapping Mapping(YamlPosition position)
    {
        var pairs = new List<(YamlScalar, YamlNode)>();
        while (!_parser.TryConsume<MappingEnd>(out _))
        {
            var key = Node();
            var value = Node();
            if (key is YamlScalar { IsPlain: true, Text: "<<" }) Refuse(key.Position, "the merge key '<<' is not supported; write the keys out.");
            else if (key is YamlScalar scalar) pairs.Add((scalar, value));
            else if (key is not YamlRefused) Refuse(key.Position, "a list or mapping stands where a key belongs; a key is one value.");
        }
        return new YamlMapping(position, pairs);
    }

    private YamlRefused Refuse(YamlPosition position, string message)
    {
        _errors.Add(position, "", message);
        return new YamlRefused(position);
    }

    private static YamlPosition At(Mark mark) => new((int)mark.Line, (int)mark.Column);

    private static bool IsControl(char c) => char.IsControl(c) && c is not ('\t' or '\n' or '\r');

    private static string Code(char c) => $"U+{(int)c:X4}";

    private static (YamlPosition Position, char Character)? FirstControl(string text)
    {
        var (line, lineStart) = (1, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (IsControl(text[i])) return (new YamlPosition(line, i - lineStart + 1), text[i]);
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n'))) (line, lineStart) = (line + 1, i + 1);
        }
        return null;
    }

    /// <summary>Where a tab indents a line: the parser names only the start of the file.</summary>
    private static YamlPosition? FirstTab(string text)
    {
        var lines = text.Split('\n');
        var line = Array.FindIndex(lines, one => one.TrimStart(' ').StartsWith('\t'));
        return line < 0 ? null : new YamlPosition(line + 1, lines[line].IndexOf('\t', StringComparison.Ordinal) + 1);
    }

    /// <summary>The parser's own words as the end of a sentence.</summary>
    private static string Sentence(string message) =>
        message.Length == 0 ? "it cannot be parsed." : $"{char.ToLowerInvariant(message[0])}{message[1..].Replace("  ", " ").TrimEnd('.')}.";
}
