namespace Goshi.Loopback;

/// <summary>Lays frames and scripted steps out in the order in which they happen.</summary>
internal sealed class Timeline
{
    private readonly Reply _reply;
    private readonly List<ReplyStep> _steps = [];

    private Timeline(Reply reply) => _reply = reply;

    public static IReadOnlyList<ReplyStep> Of(Reply reply, Rendering rendering)
    {
        var timeline = new Timeline(reply);
        timeline.At(Stage.BeforeHeaders);
        timeline._steps.Add(new HeadersStep(rendering));
        timeline.At(Stage.AfterHeaders);
        if (rendering.Frames is [{ Kind: FrameKind.Body } body])
        {
            timeline.AddBody(body);
        }
        else
        {
            timeline.AddStream(rendering.Frames);
        }

        timeline.At(Stage.AfterDone);
        return timeline._steps;
    }

    private void AddBody(Frame body)
    {
        var middle = _reply.Steps
            .Where(static entry => entry.Place.Stage
                is > Stage.AfterHeaders and < Stage.AfterDone and not Stage.BetweenChunks)
            .OrderBy(static entry => entry.Place.Stage)
            .ThenBy(static entry => entry.Place.Chunk)
            .Select(static entry => entry.Step)
            .ToList();
        var rest = body.Bytes;
        if (middle.Count > 0)
        {
            _steps.Add(new WriteStep(rest[..(rest.Length / 2)]));
            _steps.AddRange(middle);
            rest = rest[(rest.Length / 2)..];
        }

        _steps.Add(new WriteStep(rest, CompletesChunk: true));
    }

    private void AddStream(IReadOnlyList<Frame> frames)
    {
        Write(frames, FrameKind.Opening);
        AddChunks([.. frames.Where(static frame => frame.Kind == FrameKind.Content)]);
        At(Stage.AfterContent);
        Write(frames, FrameKind.Finish);
        At(Stage.AfterFinish);
        Write(frames, FrameKind.Usage);
        At(Stage.BeforeDone);
        Write(frames, FrameKind.Done);
    }

    private void AddChunks(List<Frame> chunks)
    {
        At(place => place == new Place(Stage.AfterChunk, 0));
        for (var i = 0; i < chunks.Count; i++)
        {
            var number = i + 1;
            AddChunk(chunks[i].Bytes, number);
            At(place => place == new Place(Stage.AfterChunk, number));
            if (number < chunks.Count)
            {
                At(Stage.BetweenChunks);
            }
        }

        At(place => place.Stage is Stage.AfterChunk or Stage.InsideChunk && place.Chunk > chunks.Count);
    }

    private void AddChunk(ReadOnlyMemory<byte> bytes, int number)
    {
        var inside = new Place(Stage.InsideChunk, number);
        if (_reply.Steps.Any(entry => entry.Place == inside))
        {
            var half = bytes.Length / 2;
            _steps.Add(new WriteStep(bytes[..half]));
            At(place => place == inside);
            bytes = bytes[half..];
        }

        _steps.Add(new WriteStep(bytes, CompletesChunk: true));
    }

    private void Write(IReadOnlyList<Frame> frames, FrameKind kind) => _steps.AddRange(
        frames.Where(frame => frame.Kind == kind).Select(static frame => new WriteStep(frame.Bytes)));

    private void At(Stage stage) => At(place => place.Stage == stage);

    private void At(Func<Place, bool> isHere) =>
        _steps.AddRange(_reply.Steps.Where(entry => isHere(entry.Place)).Select(static entry => entry.Step));
}
