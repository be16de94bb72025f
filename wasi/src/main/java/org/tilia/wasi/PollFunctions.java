package org.tilia.wasi;

import java.util.ArrayList;
import java.util.List;

/** {@code poll_oneoff}: waits until one of several things happens. */
final class PollFunctions {

    /** More than a guest can have descriptors; it bounds what the host keeps for a call. */
    private static final int MAX_SUBSCRIPTIONS = 4096;
    private static final int EVENT_BYTES = 32;
    private static final int EVENT_ERROR = 8;
    private static final int EVENT_TYPE = 10;
    private static final int EVENT_COUNT = 16;
    private static final int EVENT_FLAGS = 24;
    private static final int HANGUP = 1;

    private final DescriptorTable table;
    private final Edition edition;
    private final Clocks clocks;

    private PollFunctions(DescriptorTable table, Edition edition, Clocks clocks) {
        this.table = table;
        this.edition = edition;
        this.clocks = clocks;
    }

    static void addTo(Functions functions, DescriptorTable table, Edition edition, Clocks clocks) {
        functions.add("poll_oneoff", "iiii", new PollFunctions(table, edition, clocks)::poll);
    }

    /** Something has happened. */
    private record Event(Subscription of, Errno error, Readiness readiness) {

        void write(WasiMemory memory, long target) throws WasiException {
            memory.clear(target, EVENT_BYTES);
            memory.writeI64(target, of.userData());
            memory.writeI16(target + EVENT_ERROR, error.code());
            memory.writeI8(target + EVENT_TYPE, of.type());
            if (readiness != null && of.type() != Subscription.CLOCK) {
                memory.writeI64(target + EVENT_COUNT, readiness.bytes());
                memory.writeI16(target + EVENT_FLAGS, readiness.hangup() ? HANGUP : 0);
            }
        }
    }

    private void poll(WasiCall call) throws WasiException {
        WasiMemory memory = call.memory();
        long count = call.pointer(2);
        if (count == 0 || count > MAX_SUBSCRIPTIONS) {
            throw new WasiException(Errno.INVAL);
        }
        memory.check(call.pointer(0), count * edition.subscriptionBytes());
        memory.check(call.pointer(1), count * EVENT_BYTES);
        memory.check(call.pointer(3), Integer.BYTES);
        List<Subscription> subscriptions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            subscriptions.add(edition.readSubscription(memory, call.pointer(0) + (long) i * edition.subscriptionBytes()));
        }
        List<Event> events = wait(subscriptions);
        for (int i = 0; i < events.size(); i++) {
            events.get(i).write(memory, call.pointer(1) + (long) i * EVENT_BYTES);
        }
        memory.writeI32(call.pointer(3), events.size());
    }

    private List<Event> wait(List<Subscription> subscriptions) throws WasiException {
        try (Waiter waiter = new Waiter()) {
            List<Event> events = watch(subscriptions, waiter);
            if (events.isEmpty()) {
                Clocks.Alarm alarm = clocks.alarm(subscriptions);
                boolean onlyClocks = subscriptions.stream().allMatch(subscription -> subscription.type() == Subscription.CLOCK);
                waiter.look();
                events = happened(subscriptions, waiter, alarm);
                while (events.isEmpty()) {
                    alarm.await(waiter, onlyClocks);
                    events = happened(subscriptions, waiter, alarm);
                }
            }
            return events;
        }
    }

    /** Has the waiter watch all; gives those that cannot be watched, as events with their errors. */
    private List<Event> watch(List<Subscription> subscriptions, Waiter waiter) {
        List<Event> failures = new ArrayList<>();
        for (Subscription subscription : subscriptions) {
            try {
                if (subscription.type() == Subscription.CLOCK) {
                    subscription.checkClock();
                } else {
                    Descriptor descriptor = table.get(subscription.descriptor());
                    descriptor.require(Rights.POLL_FD_READWRITE);
                    if (subscription.type() == Subscription.READ) {
                        descriptor.awaitReadable(waiter);
                    } else {
                        descriptor.awaitWritable(waiter);
                    }
                }
            } catch (WasiException e) {
                failures.add(new Event(subscription, e.errno(), null));
            }
        }
        return failures;
    }

    private List<Event> happened(List<Subscription> subscriptions, Waiter waiter, Clocks.Alarm alarm) {
        List<Event> events = new ArrayList<>();
        for (Subscription subscription : subscriptions) {
            try {
                Readiness readiness = switch (subscription.type()) {
                    case Subscription.CLOCK -> alarm.isOver(subscription) ? Readiness.READY : Readiness.NOT_READY;
                    case Subscription.READ -> table.get(subscription.descriptor()).readable(waiter);
                    default -> table.get(subscription.descriptor()).writable(waiter);
                };
                if (readiness != Readiness.NOT_READY) {
                    events.add(new Event(subscription, Errno.SUCCESS, readiness));
                }
            } catch (WasiException e) {
                events.add(new Event(subscription, e.errno(), null));
            }
        }
        return events;
    }
}
