# order

# What a person reads at a payment provider.
payment-label = { $shop }, order { $number }
