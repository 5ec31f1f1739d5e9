# Reviews: below the product, the form, and the author's own page.
review-write = Write a review
review-first = Nobody has written about this yet. Have you used it? Others would like to know.
review-by-stars = Reviews by stars
review-choose = Sort and filter reviews
review-sort-newest = Newest
review-sort-helpful = Most helpful
review-sort-highest = Highest
review-sort-lowest = Lowest
review-with-photos = With photos
review-none-such = No review is like that.
review-all = Show all reviews
review-pages = Pages of reviews
review-page = Page { $page } of { $pages }
review-before = Previous
review-after = More reviews
review-photo = Photo { $place } by the reviewer
review-helpful = Helpful
review-helpful-spoken = : { $title }, by { $author }
review-voted = Thank you, your vote counts.
review-vote-back = Take it back

review-page-title = Review { $product }
review-page-wrong = Please check your review of { $product }
review-rating = How many stars?
review-stars = { $stars ->
    [one] 1 star
   *[other] { $stars } stars
}
review-title = In a few words
review-body = Your review
review-body-hint = What is it like to live with? Plain text, at least a sentence. Please leave out links and personal details.
review-photos = Photos
review-photos-hint = At most { $most }, as JPEG, PNG, WebP or GIF, each of at most { $megabytes } MB. Place and camera are removed from them.
review-photo-keep = Keep photo { $place }
review-author = Your name
review-author-hint = Everybody sees it. A first name will do.
review-email = E-mail
review-email-hint = Never shown; we write there about your review. To be marked as a buyer, write by the link on the page of your order.
review-website = Leave this empty
review-by-link = We write to the address of your order when your review is published.
review-next = A person reads your review before it appears. You can change it until then, and take it back at any time.
review-send = Send review
review-withdrawn = Your review was taken back and deleted.
review-sent = Thank you for your review
review-sent-lead = We have written to the address that you gave. The link in our letter opens your review of { $product }, to be changed or taken back.

review-own = Your review of { $product }
review-own-head = Your review
review-state-pending = Submitted, awaiting approval
review-state-pending-more = Only you can see it here. We will write when a person at the shop has read it.
review-state-approved = Published
review-state-approved-more = Everybody can read it now.
review-state-rejected = Not published
review-state-rejected-more = You can change it and send it again.
review-change = Change your review
review-change-send = Send changes
review-withdraw = Take your review back
review-withdraw-text = It is deleted for good, with its photos and all that was said about it.
review-withdraw-yes = Delete my review

# Stock notices.
notice-offer = E-mail me when it is back
notice-send = Tell me
notice-hint = One letter when it can be bought again, and nothing else. We delete your address within a month of it.
notice-email = E-mail
notice-title = Tell me when { $product } is back
notice-head = Tell me when it is back
notice-lead = { $product } is sold out. Leave your address, and we write once when it can be bought again.
notice-kept = We will write to you
notice-kept-lead = You get one letter when { $product } can be bought again.
notice-back = { $product } can be bought now; there is nothing to wait for.
notice-to-product = Back to the product
notice-stop-head = No more letters?
notice-stop-lead = { $waits ->
    [0] We delete your address and write no more letters of this kind.
    [one] We delete your address and the one thing that you wait for.
   *[other] We delete your address and the { $waits } things that you wait for.
}
notice-stop = Delete my address
notice-stopped-head = Your address is deleted
notice-stopped = You get no more letters of this kind.
