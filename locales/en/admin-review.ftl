# The back office: reviews.
admin-reviews = Reviews
admin-reviews-waiting = Waiting
admin-reviews-flagged = Flagged
admin-reviews-approved = Approved
admin-reviews-rejected = Rejected
admin-reviews-oldest = Oldest waits since
admin-reviews-average = Shop average
admin-reviews-of = of { $total } reviews
admin-reviews-queue = Queue
admin-reviews-states = States of reviews
admin-reviews-empty = Nothing here. Every review has been decided about.
admin-reviews-none = Choose a review to read it.
admin-reviews-back = Back to the queue
admin-reviews-decided = { $left ->
    [0] { $done } decided.
   *[other] { $done } decided. { $left } were changed meanwhile and stay as they are.
}
admin-review-untitled = Without a title
admin-review-choose = Choose the review by { $author }
admin-review-photos = { $count ->
    [one] 1 photo
   *[other] { $count } photos
}
admin-review-chosen = With the ticked ones:
admin-review-approve = Approve
admin-review-reject = Reject
admin-review-why = Choose why
admin-review-reason = Reason
admin-review-or-reject = Or do not publish it
admin-review-note = Note to the author
admin-review-note-hint = Goes to the author with the reason. A poor rating is no reason.
admin-review-reply = Public answer
admin-review-reply-hint = Shown below the review. Leave it empty for none.
admin-review-save-reply = Save answer
admin-review-replied = The answer is saved.
admin-review-told = The author gets one mail, five minutes after the decision.
admin-review-untold = Imported: there is nobody to write to.
admin-review-undo = Undo
admin-review-undo-hint = Back among those that wait. Within five minutes the author hears of nothing.
admin-review-undone = Undone. The review waits again.
admin-review-done-approved = The review by { $author } is published.
admin-review-done-rejected = The review by { $author } is rejected.
admin-review-before = Previous review
admin-review-after = Next review
admin-review-context = What speaks for and against it
admin-review-product = { $rating } from { $count } reviews
admin-review-proof = Proof of purchase
admin-review-verified = Verified
admin-review-no-proof = No order with this address.
admin-review-unproven = An order of this address has it. Anybody may type an address, so it counts for nothing but your judgement.
admin-review-author = Author
admin-review-no-address = Imported, without an address.
admin-review-others = { $others ->
    [0] No other reviews.
    [one] One other review, { $rejected } rejected.
   *[other] { $others } other reviews, { $rejected } rejected.
}
admin-review-history = History
admin-review-imported = Imported; nothing has happened since.
admin-review-happened-sent = Sent in
admin-review-happened-edited = Changed by the author
admin-review-happened-flagged = Flagged: a link or an address in the text
admin-review-happened-approved = Approved
admin-review-happened-rejected = Rejected
admin-review-happened-undone = Undone
admin-review-happened-replied = Answered
admin-review-told-review-received = Author told: received
admin-review-told-review-approved = Author told: published
admin-review-told-review-rejected = Author told: rejected
admin-review-told-review-replied = Author told: answered
admin-review-told-review-link = Author sent the link
admin-reason-off_topic = Not about the product
admin-reason-wrong_product = About another product
admin-reason-rude = Insults or threatens
admin-reason-personal = Personal details
admin-reason-advert = Advertisement or link
admin-reason-unreadable = Cannot be understood
admin-reason-photo = Photo does not fit
admin-reason-other = Other, see the note
admin-keys = Keys
admin-key-next = next
admin-key-before = previous
admin-key-approve = approve
admin-key-reject = reject
admin-key-reply = answer
admin-key-undo = undo

# Stock notices.
admin-notices = { $people ->
    [one] 1 person waits for it
   *[other] { $people } people wait for it
}
