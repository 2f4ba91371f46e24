package dev.kairos.cli;

import dev.kairos.bulk.ProfileSink;
import dev.kairos.profile.Change;
import dev.kairos.schema.Schema;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

final class RemoteSink implements ProfileSink {

    RemoteSink(URI url, @Nullable String key, Schema schema) {}

    @Override
    public void write(List<Change> batch, Consumer<List<Outcome>> done) {
        throw new Failure("not yet");
    }
}
