polkadot_node_core_pvf_common::decl_worker_main!(
    "execute-worker",
    polkadot_node_core_pvf_execute_worker::worker_entrypoint,
    env!("CARGO_PKG_VERSION"),
    "published-crates",
);
