using System.Buffers.Text;
using System.Text;
using SkewLab.Explanations.History;

namespace SkewLab.Simulation.History;

/// <summary>One event as one line: reference time, what, who, and the acting machine's own reading. docs/results.md holds the grammar.</summary>
internal ref struct TraceLine(Span<byte> destination)
{
    private readonly Span<byte> _line = destination;

    /// <value>Bytes written so far.</value>
    public int Length { get; private set; }

    public void Write(in WorldEvent e)
    {
        Seconds(e.At);
        switch (e.Kind)
        {
            case EventKind.CallStarted:
                Text(" call"u8);
                Call(in e);
                break;
            case EventKind.CallSkipped:
                Text(" skip"u8);
                Call(in e);
                break;
            case EventKind.RequestSent:
                Text(" send"u8);
                Call(in e);
                Text(" "u8);
                Text(e.Node);
                Text(" "u8);
                Text(e.Text);
                Token(in e);
                Wall(in e);
                break;
            case EventKind.Served:
                Text(" serve "u8);
                Text(e.Node);
                Text(" "u8);
                Number(e.Status);
                Token(in e);
                Decision(in e);
                Wall(in e);
                break;
            case EventKind.Lost:
                Text(" lost"u8);
                Call(in e);
                Text(" "u8);
                Text(e.Node);
                Text(" "u8);
                Text(e.Text);
                break;
            case EventKind.ResponseReceived:
                Text(" recv"u8);
                Call(in e);
                Text(" "u8);
                Text(e.Node);
                Text(" "u8);
                Number(e.Status);
                Wall(in e);
                break;
            case EventKind.ExchangeAbandoned:
                Text(" quit"u8);
                Call(in e);
                Text(" "u8);
                Text(e.Node);
                Text(" "u8);
                Text(e.Text);
                Wall(in e);
                break;
            case EventKind.CallEnded:
                Text(" done"u8);
                Call(in e);
                Text(" "u8);
                if (e.Error is null)
                    Number(e.Status);
                else
                    Text(e.Error);
                break;
            case EventKind.TimelineChanged:
                Text(" then "u8);
                Text(e.Text);
                break;
            default:
                throw new InvalidOperationException($"The trace has no line for an event of kind {e.Kind}.");
        }

        Text("\n"u8);
    }

    private void Call(in WorldEvent e)
    {
        Text(" client-"u8);
        Number(e.Client + 1);
        if (e.Call is null)
            return;
        Text(" #"u8);
        Number(e.Call.Number);
        if (e.Attempt > 0)
        {
            Text("/"u8);
            Number(e.Attempt);
        }
    }

    private void Token(in WorldEvent e)
    {
        if (e.Token is null)
            return;
        Text(" at#"u8);
        Number(e.Token.Ordinal);
    }

    private void Decision(in WorldEvent e)
    {
        if (e.Decision is not { } decision)
            return;
        if (decision.ReturnedToken is { } returned)
        {
            Text(decision.IsFromCache ? " again=at#"u8 : " issued=at#"u8);
            Number(returned.Ordinal);
        }

        if (decision.Refusal is { } refusal)
        {
            Text(" "u8);
            Text(refusal.CauseName);
            if (refusal.Margin is { } margin)
            {
                Text(" margin="u8);
                Seconds(margin);
            }
        }
        else if (decision.Error is { } error)
        {
            Text(" "u8);
            Text(error);
        }
    }

    private void Wall(in WorldEvent e)
    {
        Text(" wall="u8);
        Seconds(e.Wall);
    }

    private void Seconds(TimeSpan time)
    {
        var ticks = time.Ticks;
        if (ticks < 0)
        {
            Text("-"u8);
            ticks = -ticks;
        }

        var (seconds, fraction) = Math.DivRem(ticks, TimeSpan.TicksPerSecond);
        Number(seconds);
        Text("."u8);
        Utf8Formatter.TryFormat(fraction, _line[Length..], out var written, new('D', 7));
        Length += written;
    }

    private void Number(long number)
    {
        Utf8Formatter.TryFormat(number, _line[Length..], out var written);
        Length += written;
    }

    private void Text(scoped ReadOnlySpan<byte> text)
    {
        text.CopyTo(_line[Length..]);
        Length += text.Length;
    }

    private void Text(string? text) => Length += Encoding.UTF8.GetBytes(text, _line[Length..]);
}
