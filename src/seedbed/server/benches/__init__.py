"""What `seedbed bench` runs: measurements that need nothing but the product."""
