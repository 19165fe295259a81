"""Work with outside effects: defer, claim, finish.

What is deferred stands in the transaction that needs it (`store.jobs.defer`); it is done later, by
a worker that holds a lease and no lock (`working`). Each kind of work has one handler (`mailing`).
"""
